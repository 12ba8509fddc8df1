using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>A point in time: an int64 of milliseconds since 1970-01-01T00:00:00Z, seen as <see cref="EpochMillis"/>.</summary>
public static class Timestamp
{
    /// <summary>The schema's name.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Timestamp";

    /// <summary>The schema, required and without default.</summary>
    public static readonly Schema Schema = Builder().Build();

    /// <summary>The schema, optional and without default.</summary>
    public static readonly Schema OptionalSchema = Builder().Optional().Build();

    /// <summary>Begins a schema, to be made optional or given a default.</summary>
    public static SchemaBuilder Builder() => SchemaBuilder.Int64().Name(LogicalName).Version(1);

    /// <summary>The milliseconds since 1970-01-01T00:00:00Z.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The point in time.</param>
    /// <exception cref="DataException">The schema is another one.</exception>
    public static long FromLogical(Schema schema, EpochMillis value)
    {
        Check(schema);
        return value.Value;
    }

    /// <summary>The point in time of a count.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <exception cref="DataException">The schema is another one.</exception>
    public static EpochMillis ToLogical(Schema schema, long value)
    {
        Check(schema);
        return new(value);
    }

    private static void Check(Schema schema)
    {
        if (schema.Name != LogicalName)
        {
            throw new DataException($"Requested conversion of Timestamp but the schema does not match: {schema}");
        }
    }
}
