using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>A place in a schema: how to come there, and what is written where there is no value. Immutable.</summary>
/// <param name="path">How to come there, for messages.</param>
/// <param name="schema">The Connect schema; null for schemaless data.</param>
internal sealed class Place(string path, Schema? schema)
{
    private const int None = -1;

    public string Path { get; } = path;

    public Schema? Schema { get; } = schema;

    /// <summary>The branch of a union that values are; -1 where there is no union.</summary>
    public int Branch { get; init; } = None;

    /// <summary>The branch of a union that null is; -1 where null can't be written.</summary>
    public int NullBranch { get; init; } = None;

    /// <summary>Whether all of the place is Avro's null, which takes no bytes.</summary>
    public bool OnlyNull { get; init; }

    /// <summary>Whether a field's null stays null though there is a default.</summary>
    public bool IgnoresDefault { get; init; }

    public void WriteBranch(AvroOutput output)
    {
        if (Branch >= 0)
        {
            output.Int(Branch);
        }
    }

    /// <summary>Writes null.</summary>
    public void WriteNull(AvroOutput output)
    {
        if (Schema is not null && !Schema.IsOptional)
        {
            throw new DataException($"Null for {Path}, which is required: {Schema}");
        }

        if (NullBranch >= 0)
        {
            output.Int(NullBranch);
        }
        else if (!OnlyNull)
        {
            throw new DataException($"Null for {Path}, which can't be null in the Avro schema that it is written with");
        }
    }

    /// <summary>Writes what stands for a field without a value: its default, or null.</summary>
    public void WriteUnset(AvroOutput output, ValueWriter writer)
    {
        if (Schema?.DefaultValue is { } standard && !IgnoresDefault)
        {
            WriteBranch(output);
            writer.WriteValue(output, standard);
            return;
        }

        WriteNull(output);
    }

    public DataException Misfit(object value) =>
        new($"{value.GetType()} can't be the value of {Path}: {Schema?.ToString() ?? "the data has no schema"}");
}
