namespace Connect.Abi.Data;

/// <summary>A value with its schema.</summary>
/// <param name="Schema">The schema; null for a schemaless value or none.</param>
/// <param name="Value">The value; may be null.</param>
public readonly record struct SchemaAndValue(Schema? Schema, object? Value)
{
    /// <summary>Neither schema nor value.</summary>
    public static SchemaAndValue Null => default;

    /// <summary>Whether schema and value are equal; bytes, lists and maps by content.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(SchemaAndValue other) => Equals(Schema, other.Schema) && ValueEquality.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Schema, ValueEquality.HashOf(Value));
}
