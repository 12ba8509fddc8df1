namespace Connect.Abi.Data;

/// <summary>A header of a record. Immutable.</summary>
public sealed class Header : IEquatable<Header>
{
    /// <summary>Makes one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; may be null.</param>
    public Header(string key, Schema? schema, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        Schema = schema;
        Value = value;
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The value's schema; null for schemaless.</summary>
    public Schema? Schema { get; }

    /// <summary>The value; may be null.</summary>
    public object? Value { get; }

    /// <summary>A copy with another key.</summary>
    /// <param name="key">The key.</param>
    public Header Rename(string key) => key == Key ? this : new(key, Schema, Value);

    /// <summary>A copy with another value.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; may be null.</param>
    public Header With(Schema? schema, object? value) => new(Key, schema, value);

    /// <inheritdoc/>
    public bool Equals(Header? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Key == other.Key && Equals(Schema, other.Schema) && ValueEquality.AreEqual(Value, other.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Header);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, ValueEquality.HashOf(Value));

    /// <inheritdoc/>
    public override string ToString() => $"Header{{key={Key}, value={ConnectText.Of(Value)}, schema={Schema}}}";
}
