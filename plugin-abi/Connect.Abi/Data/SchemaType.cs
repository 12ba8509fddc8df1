namespace Connect.Abi.Data;

/// <summary>What a schema's values are.</summary>
public enum SchemaType
{
    /// <summary>An <see cref="sbyte"/>.</summary>
    Int8,

    /// <summary>A <see cref="short"/>.</summary>
    Int16,

    /// <summary>An <see cref="int"/>.</summary>
    Int32,

    /// <summary>A <see cref="long"/>.</summary>
    Int64,

    /// <summary>A <see cref="float"/>.</summary>
    Float32,

    /// <summary>A <see cref="double"/>.</summary>
    Float64,

    /// <summary>A <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>A <see cref="string"/>.</summary>
    String,

    /// <summary>A byte array; a <see cref="ReadOnlyMemory{T}"/> of bytes is accepted too.</summary>
    Bytes,

    /// <summary>An <see cref="IReadOnlyList{T}"/> of objects.</summary>
    Array,

    /// <summary>A <see cref="ConnectMap"/>.</summary>
    Map,

    /// <summary>A <see cref="Data.Struct"/>.</summary>
    Struct,
}

/// <summary>What can be asked of a <see cref="SchemaType"/>.</summary>
public static class SchemaTypes
{
    private static readonly string[] Names =
        ["int8", "int16", "int32", "int64", "float32", "float64", "boolean", "string", "bytes", "array", "map", "struct"];

    /// <summary>The name in Connect's JSON, for example <c>int8</c>.</summary>
    /// <param name="type">The type.</param>
    public static string ToName(this SchemaType type) => Names[(int)type];

    /// <summary>Whether the type has no element or field schemas.</summary>
    /// <param name="type">The type.</param>
    public static bool IsPrimitive(this SchemaType type) => type < SchemaType.Array;

    /// <summary>The type with a name of Connect's JSON.</summary>
    /// <param name="name">The name, for example <c>int8</c>; case matters.</param>
    /// <param name="type">The type, where there is one.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string? name, out SchemaType type)
    {
        var index = System.Array.IndexOf(Names, name);
        type = index < 0 ? default : (SchemaType)index;
        return index >= 0;
    }
}
