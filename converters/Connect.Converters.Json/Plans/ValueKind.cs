namespace Connect.Converters.Json.Plans;

/// <summary>What becomes of a value of a schema: its type, unless the schema's name is that of a logical type.</summary>
internal enum ValueKind
{
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Boolean,
    String,
    Bytes,
    Array,
    Map,
    Struct,
    Decimal,
    Date,
    Time,
    Timestamp,
}
