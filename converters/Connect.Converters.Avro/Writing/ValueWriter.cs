using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes the values of one place in a schema. Made once a schema, without state of a value. Thread-safe.</summary>
internal abstract class ValueWriter
{
    /// <summary>Where it writes: which branch of a union, and what null is.</summary>
    public required Place Place { get; init; }

    /// <summary>Writes a field of a struct.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="structure">The struct.</param>
    /// <param name="field">Its field.</param>
    /// <exception cref="DataException">The value can't be written.</exception>
    public void WriteField(AvroOutput output, Struct structure, Field field)
    {
        if (structure.IsNull(field))
        {
            Place.WriteUnset(output, this);
            return;
        }

        Place.WriteBranch(output);
        WriteSet(output, structure, field);
    }

    /// <summary>Writes a value that is no struct's field.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">The value can't be written.</exception>
    public void Write(AvroOutput output, object? value)
    {
        if (value is null)
        {
            Place.WriteNull(output);
            return;
        }

        Place.WriteBranch(output);
        WriteValue(output, value);
    }

    /// <summary>Writes a value, which is not null.</summary>
    protected internal abstract void WriteValue(AvroOutput output, object value);

    /// <summary>Writes a field, which is not null.</summary>
    protected virtual void WriteSet(AvroOutput output, Struct structure, Field field) =>
        WriteValue(output, structure.GetWithoutDefault(field)!);

    /// <summary>The error of a value of another type.</summary>
    protected DataException Misfit(object value) => Place.Misfit(value);
}
