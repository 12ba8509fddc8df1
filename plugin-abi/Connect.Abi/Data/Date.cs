using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>A day without time and zone: an int32 of days since 1970-01-01, seen as <see cref="EpochMillis"/> at midnight.</summary>
public static class Date
{
    /// <summary>The schema's name.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Date";

    /// <summary>The schema, required and without default.</summary>
    public static readonly Schema Schema = Builder().Build();

    /// <summary>The schema, optional and without default.</summary>
    public static readonly Schema OptionalSchema = Builder().Optional().Build();

    /// <summary>Begins a schema, to be made optional or given a default.</summary>
    public static SchemaBuilder Builder() => SchemaBuilder.Int32().Name(LogicalName).Version(1);

    /// <summary>The days since 1970-01-01.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The day, at midnight.</param>
    /// <exception cref="DataException">The schema is another one, or the value is not at midnight.</exception>
    public static int FromLogical(Schema schema, EpochMillis value)
    {
        Check(schema);
        return value.Value % EpochMillis.PerDay == 0
            ? unchecked((int)(value.Value / EpochMillis.PerDay))
            : throw new DataException($"Kafka Connect Date type should not have any time fields set to non-zero values: {value}");
    }

    /// <summary>The day of a count.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The days since 1970-01-01.</param>
    /// <exception cref="DataException">The schema is another one.</exception>
    public static EpochMillis ToLogical(Schema schema, int value)
    {
        Check(schema);
        return new(value * EpochMillis.PerDay);
    }

    private static void Check(Schema schema)
    {
        if (schema.Name != LogicalName)
        {
            throw new DataException($"Requested conversion of Date but the schema does not match: {schema}");
        }
    }
}
