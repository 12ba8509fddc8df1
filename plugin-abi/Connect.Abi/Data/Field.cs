namespace Connect.Abi.Data;

/// <summary>A field of a struct's schema. Immutable.</summary>
public sealed class Field : IEquatable<Field>
{
    /// <summary>Makes one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="index">The position among the struct's fields, from 0.</param>
    /// <param name="schema">The schema of the field's values.</param>
    public Field(string name, int index, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentNullException.ThrowIfNull(schema);
        Name = name;
        Index = index;
        Schema = schema;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The position among the struct's fields, from 0.</summary>
    public int Index { get; }

    /// <summary>The schema of the field's values.</summary>
    public Schema Schema { get; }

    /// <inheritdoc/>
    public bool Equals(Field? other) =>
        ReferenceEquals(this, other) || (other is not null && Index == other.Index && Name == other.Name && Schema.Equals(other.Schema));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Field);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Index, Schema);

    /// <inheritdoc/>
    public override string ToString() => $"Field{{name={Name}, index={Index}, schema={Schema}}}";
}
