using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads the payloads of one Avro schema as Connect data. Thread-safe.</summary>
internal sealed class ReadPlan
{
    private readonly ValueReader reader;

    public ReadPlan(Schema? schema, ValueReader reader)
    {
        Schema = schema;
        this.reader = reader;
    }

    /// <summary>The schema that values have; null where they are schemaless.</summary>
    public Schema? Schema { get; }

    /// <summary>Reads a value.</summary>
    /// <param name="bytes">The payload's bytes, from the value's first on.</param>
    /// <param name="read">How many of them the value takes.</param>
    /// <returns>The value with its schema; neither where the value is null.</returns>
    /// <exception cref="DataException">The bytes are no such value.</exception>
    public SchemaAndValue Read(ReadOnlySpan<byte> bytes, out int read)
    {
        var input = new AvroInput(bytes);
        var value = reader.Read(ref input);
        read = input.Position;
        return value is null ? SchemaAndValue.Null : new SchemaAndValue(Schema, value);
    }
}
