namespace Connect.Converters.Avro.Mapping;

/// <summary>What an <see cref="AvroType"/> is.</summary>
internal enum AvroKind
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
    Record,
    Enum,
    Fixed,
    Array,
    Map,
    Union,
}
