namespace Connect.Converters.Avro.Schemas;

/// <summary>The logical types that Avro defines.</summary>
internal enum LogicalType
{
    /// <summary>No logical type: the schema is what its type says.</summary>
    None,

    /// <summary>A decimal of a scale, as the bytes of its unscaled value, in bytes or fixed.</summary>
    Decimal,

    /// <summary>A decimal that carries its scale, in bytes.</summary>
    BigDecimal,

    /// <summary>A UUID as a string or a fixed of 16.</summary>
    Uuid,

    /// <summary>Months, days and milliseconds in a fixed of 12.</summary>
    Duration,

    /// <summary>Days since the epoch, an int.</summary>
    Date,

    /// <summary>Milliseconds after midnight, an int.</summary>
    TimeMillis,

    /// <summary>Microseconds after midnight, a long.</summary>
    TimeMicros,

    /// <summary>Milliseconds since the epoch, a long.</summary>
    TimestampMillis,

    /// <summary>Microseconds since the epoch, a long.</summary>
    TimestampMicros,

    /// <summary>Nanoseconds since the epoch, a long.</summary>
    TimestampNanos,

    /// <summary>Milliseconds since the epoch in no time zone, a long.</summary>
    LocalTimestampMillis,

    /// <summary>Microseconds since the epoch in no time zone, a long.</summary>
    LocalTimestampMicros,

    /// <summary>Nanoseconds since the epoch in no time zone, a long.</summary>
    LocalTimestampNanos,
}
