using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>A time of day without zone: an int32 of milliseconds since midnight, seen as <see cref="EpochMillis"/> on the first day.</summary>
public static class Time
{
    /// <summary>The schema's name.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Time";

    /// <summary>The schema, required and without default.</summary>
    public static readonly Schema Schema = Builder().Build();

    /// <summary>The schema, optional and without default.</summary>
    public static readonly Schema OptionalSchema = Builder().Optional().Build();

    /// <summary>Begins a schema, to be made optional or given a default.</summary>
    public static SchemaBuilder Builder() => SchemaBuilder.Int32().Name(LogicalName).Version(1);

    /// <summary>The milliseconds since midnight.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The time, on the first day.</param>
    /// <exception cref="DataException">The schema is another one, or the value is not on the first day.</exception>
    public static int FromLogical(Schema schema, EpochMillis value)
    {
        Check(schema);
        return value.Value is >= 0 and <= EpochMillis.PerDay
            ? (int)value.Value
            : throw new DataException($"Kafka Connect Time type should not have any date fields set to non-zero values: {value}");
    }

    /// <summary>The time of a count.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The milliseconds since midnight, 0 to 86400000.</param>
    /// <exception cref="DataException">The schema is another one, or the value is out of range.</exception>
    public static EpochMillis ToLogical(Schema schema, int value)
    {
        Check(schema);
        return value is >= 0 and <= (int)EpochMillis.PerDay
            ? new(value)
            : throw new DataException($"Time values must use number of milliseconds from 0 to 86400000, not {value}");
    }

    private static void Check(Schema schema)
    {
        if (schema.Name != LogicalName)
        {
            throw new DataException($"Requested conversion of Time but the schema does not match: {schema}");
        }
    }
}
