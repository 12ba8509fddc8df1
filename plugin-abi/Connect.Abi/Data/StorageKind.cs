namespace Connect.Abi.Data;

/// <summary>The one form in which values of a schema are kept, found once from its type and logical name.</summary>
internal enum StorageKind
{
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Boolean,
    EpochMillis,
    String,
    Bytes,
    BigDecimal,
    Array,
    Map,
    Struct,

    /// <summary>A logical name on a type that can't carry it: no value fits.</summary>
    Nothing,
}
