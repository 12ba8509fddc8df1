namespace Connect.Converters.Avro.Mapping;

/// <summary>The names by which Confluent's Avro data says in one system what only the other has.</summary>
internal static class ConnectNames
{
    public const string Namespace = "io.confluent.connect.avro";
    public const string DefaultRecord = "ConnectDefault";
    public const string DefaultRecordFullName = Namespace + "." + DefaultRecord;
    public const string MapEntry = "MapEntry";
    public const string Key = "key";
    public const string Value = "value";
    public const string Union = Namespace + ".Union";
    public const string Enum = Namespace + ".Enum";
    public const string Anything = Namespace + ".Anything";

    // Properties of Avro schemas.
    public const string Name = "connect.name";
    public const string Doc = "connect.doc";
    public const string Version = "connect.version";
    public const string Default = "connect.default";
    public const string Parameters = "connect.parameters";
    public const string Type = "connect.type";
    public const string InternalType = "connect.internal.type";
    public const string LogicalType = "logicalType";
    public const string Scale = "scale";
    public const string Precision = "precision";
    public const string AvroPrefix = "avro";

    // Parameters of Connect schemas.
    public const string RecordDocDiscarding = "connect.record.doc";
    public const string EnumDocDiscarding = "connect.enum.doc";
    public const string RecordDoc = Namespace + ".record.doc";
    public const string EnumDocPrefix = Namespace + ".enum.doc.";
    public const string EnumDefaultPrefix = Namespace + ".enum.default.";
    public const string FieldDocPrefix = Namespace + ".field.doc.";
    public const string FieldDefaultFlag = Namespace + ".field.default";
    public const string FixedSize = "connect.fixed.size";
    public const string DecimalPrecision = "connect.decimal.precision";
    public const string GeneralizedUnion = "org.apache.kafka.connect.data.Union";
    public const string GeneralizedEnum = "org.apache.kafka.connect.data.Enum";
    public const string GeneralizedUnionPrefix = "connect_union_";
    public const string GeneralizedFieldPrefix = GeneralizedUnionPrefix + "field_";
    public const string Variant = "org.apache.kafka.connect.data.Variant";

    public const int DefaultPrecision = 64;

    // Avro's logical types that are Connect's too.
    public const string Decimal = "decimal";
    public const string Date = "date";
    public const string TimeMillis = "time-millis";
    public const string TimestampMillis = "timestamp-millis";
    public const string VariantLogicalType = "variant";
}
