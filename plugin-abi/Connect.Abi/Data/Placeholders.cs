namespace Connect.Abi.Data;

/// <summary>A schema.</summary>
public sealed class Schema;

/// <summary>A value with its schema.</summary>
/// <param name="Schema">The schema, or null.</param>
/// <param name="Value">The value, or null.</param>
public readonly record struct SchemaAndValue(Schema? Schema, object? Value);

/// <summary>Headers.</summary>
public sealed class Headers
{
    /// <summary>Count.</summary>
    public int Count => 0;

    /// <summary>Copy.</summary>
    public Headers Duplicate() => new();
}
