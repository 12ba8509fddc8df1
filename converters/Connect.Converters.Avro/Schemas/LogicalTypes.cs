using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// Tells a schema's logical type. Avro's rule is that one which does not fit its schema is ignored, and remains a property.
/// </summary>
internal static class LogicalTypes
{
    /// <summary>The property that names a logical type.</summary>
    public const string Property = "logicalType";

    /// <summary>The property of a decimal that says how many digits it may have.</summary>
    public const string PrecisionProperty = "precision";

    /// <summary>The property of a decimal that says how many of the digits are behind the point.</summary>
    public const string ScaleProperty = "scale";

    /// <summary>The logical type that a schema names, whether it takes effect or not, or null.</summary>
    public static string? NameOf(Schema schema) => SchemaAttributes.Text(schema, Property);

    // A schema that says which of Java's classes its texts have gets no logical type in Java's Avro, whatever its type is.
    private const string JavaStringProperty = "avro.java.string";

    /// <summary>The logical type that takes effect.</summary>
    public static LogicalType Of(Schema schema) => (NameOf(schema), schema.Tag) switch
    {
        (not null, _) when SchemaAttributes.Text(schema, JavaStringProperty) is not null => LogicalType.None,
        ("decimal", Schema.Type.Bytes or Schema.Type.Fixed) when IsDecimal(schema) => LogicalType.Decimal,
        ("big-decimal", Schema.Type.Bytes) => LogicalType.BigDecimal,
        ("uuid", Schema.Type.String) => LogicalType.Uuid,
        ("uuid", Schema.Type.Fixed) when ((FixedSchema)schema).Size == 16 => LogicalType.Uuid,
        ("duration", Schema.Type.Fixed) when ((FixedSchema)schema).Size == 12 => LogicalType.Duration,
        ("date", Schema.Type.Int) => LogicalType.Date,
        ("time-millis", Schema.Type.Int) => LogicalType.TimeMillis,
        ("time-micros", Schema.Type.Long) => LogicalType.TimeMicros,
        ("timestamp-millis", Schema.Type.Long) => LogicalType.TimestampMillis,
        ("timestamp-micros", Schema.Type.Long) => LogicalType.TimestampMicros,
        ("timestamp-nanos", Schema.Type.Long) => LogicalType.TimestampNanos,
        ("local-timestamp-millis", Schema.Type.Long) => LogicalType.LocalTimestampMillis,
        ("local-timestamp-micros", Schema.Type.Long) => LogicalType.LocalTimestampMicros,
        ("local-timestamp-nanos", Schema.Type.Long) => LogicalType.LocalTimestampNanos,
        _ => LogicalType.None,
    };

    /// <summary>The precision of a schema whose logical type is <see cref="LogicalType.Decimal"/>.</summary>
    public static int PrecisionOf(Schema schema) => SchemaAttributes.Int32(schema, PrecisionProperty) ?? 0;

    /// <summary>The scale of a schema whose logical type is <see cref="LogicalType.Decimal"/>.</summary>
    public static int ScaleOf(Schema schema) => SchemaAttributes.Int32(schema, ScaleProperty) ?? 0;

    private static bool IsDecimal(Schema schema)
    {
        if (SchemaAttributes.Int32(schema, PrecisionProperty) is not { } precision
            || (SchemaAttributes.Json(schema, ScaleProperty) is not null && SchemaAttributes.Int32(schema, ScaleProperty) is null))
        {
            return false;
        }

        return precision > 0 && precision <= MaxPrecision(schema) && ScaleOf(schema) >= 0 && ScaleOf(schema) <= precision;
    }

    // The digits of which any number fits into the bytes.
    private static double MaxPrecision(Schema schema) => schema is FixedSchema bytes
        ? Math.Floor(Math.Log10(2) * ((8.0 * bytes.Size) - 1))
        : int.MaxValue;
}
