using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads the values of one place in a schema. Made once a schema, without state of a value. Thread-safe.</summary>
internal abstract class ValueReader
{
    /// <summary>Reads a value.</summary>
    /// <param name="input">Where from.</param>
    /// <returns>The value; null where it is null.</returns>
    /// <exception cref="Abi.Errors.DataException">The bytes are no such value.</exception>
    public abstract object? Read(ref AvroInput input);

    /// <summary>Reads a value into a field of a struct.</summary>
    /// <param name="input">Where from.</param>
    /// <param name="structure">The struct.</param>
    /// <param name="field">Its field.</param>
    /// <exception cref="Abi.Errors.DataException">The bytes are no such value.</exception>
    public virtual void ReadField(ref AvroInput input, Struct structure, Field field) => structure.Put(field, Read(ref input));
}
