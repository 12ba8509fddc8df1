using Connect.Abi.Data;
using Connect.Abi.Errors;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes the data of one Connect schema as one Avro schema. Thread-safe.</summary>
internal sealed class WritePlan
{
    private readonly Schema? schema;
    private readonly ValueWriter writer;

    public WritePlan(Schema? schema, AvroSchema avro, string text, ValueWriter writer)
    {
        this.schema = schema;
        this.writer = writer;
        Schema = avro;
        SchemaText = text;
    }

    /// <summary>The Avro schema that is written.</summary>
    public AvroSchema Schema { get; }

    /// <summary>Its text, member by member as Java's converter sends it to a registry.</summary>
    public string SchemaText { get; }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">Where to.</param>
    /// <returns>False for the null payload: nothing was written, and no schema need be registered.</returns>
    /// <exception cref="DataException">The value does not fit the schema.</exception>
    public bool Write(object? value, AvroOutput output)
    {
        if (value is null)
        {
            return schema is null || schema.IsOptional
                ? false
                : throw new DataException($"Null for a value that is required: {schema}");
        }

        if (writer is UnionWriter union && schema!.IsOptional && union.IsNull(value))
        {
            return false;
        }

        writer.Write(output, value);
        return true;
    }
}
