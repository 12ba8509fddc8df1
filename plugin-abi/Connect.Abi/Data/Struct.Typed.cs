using System.Runtime.InteropServices;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <content>The getters that check the field's type; none fills in a default.</content>
public sealed partial class Struct
{
    /// <summary>An int8 field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public sbyte? GetInt8(string fieldName) => Own<sbyte>(fieldName, SchemaType.Int8);

    /// <summary>An int16 field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public short? GetInt16(string fieldName) => Own<short>(fieldName, SchemaType.Int16);

    /// <summary>An int32 field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public int? GetInt32(string fieldName) => Own<int>(fieldName, SchemaType.Int32);

    /// <summary>An int64 field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public long? GetInt64(string fieldName) => Own<long>(fieldName, SchemaType.Int64);

    /// <summary>A float32 field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public float? GetFloat32(string fieldName) => Own<float>(fieldName, SchemaType.Float32);

    /// <summary>A float64 field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public double? GetFloat64(string fieldName) => Own<double>(fieldName, SchemaType.Float64);

    /// <summary>A boolean field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public bool? GetBoolean(string fieldName) => Own<bool>(fieldName, SchemaType.Boolean);

    /// <summary>A string field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public string? GetString(string fieldName) => OwnReference<string>(fieldName, SchemaType.String);

    /// <summary>A bytes field's own value as an array, copied only where it was put as a part of one; null for none.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public byte[]? GetBytes(string fieldName)
    {
        var field = FieldOfType(fieldName, SchemaType.Bytes);
        return Cast<byte[]>(field, Boxed(field, SlotOf(field)));
    }

    /// <summary>An array field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public IReadOnlyList<object?>? GetArray(string fieldName) => OwnReference<IReadOnlyList<object?>>(fieldName, SchemaType.Array);

    /// <summary>A map field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public ConnectMap? GetMap(string fieldName) => OwnReference<ConnectMap>(fieldName, SchemaType.Map);

    /// <summary>A struct field's own value; null for none, whatever the default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or it is of another type.</exception>
    public Struct? GetStruct(string fieldName) => OwnReference<Struct>(fieldName, SchemaType.Struct);

    private static byte[] ArrayOf(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Array!.Length == segment.Count
            ? segment.Array
            : memory.ToArray();

    private T? Own<T>(string fieldName, SchemaType type)
        where T : struct
    {
        var field = FieldOfType(fieldName, type);
        return SlotOf(field).Reference is null ? null : Get<T>(field);
    }

    private T? OwnReference<T>(string fieldName, SchemaType type)
        where T : class
    {
        var field = FieldOfType(fieldName, type);
        return Cast<T>(field, Boxed(field, SlotOf(field)));
    }

    private Field FieldOfType(string name, SchemaType type)
    {
        var field = FieldNamed(name);
        return field.Schema.Type == type
            ? field
            : throw new DataException($"Field '{name}' is not of type {type.ToName()} but of {field.Schema.Type.ToName()}");
    }
}
