using System.Runtime.CompilerServices;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>
/// A value with named fields, as its schema has them. Numbers, booleans and <see cref="EpochMillis"/> are stored, read and copied
/// without boxing by the generic members. Not thread-safe while it is written.
/// </summary>
public sealed partial class Struct : IEquatable<Struct>
{
    private readonly Slot[] slots;

    /// <summary>Makes an empty one.</summary>
    /// <param name="schema">A struct's schema.</param>
    /// <exception cref="DataException">The schema is of another type.</exception>
    public Struct(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Type != SchemaType.Struct)
        {
            throw new DataException($"Not a struct schema: {schema}");
        }

        Schema = schema;
        slots = new Slot[schema.KnownFields.Length];
    }

    /// <summary>The schema.</summary>
    public Schema Schema { get; }

    /// <summary>Whether every field has a value that fits, a default, or may be null.</summary>
    // What is in bits, and a text, was checked when it was put and can't change; collections may have changed since.
    internal bool IsValid
    {
        get
        {
            var fields = Schema.KnownFields;
            for (var i = 0; i < slots.Length; i++)
            {
                var reference = slots[i].Reference;
                if (!ReferenceEquals(reference, InBits) && reference is not string && !Fits(fields[i], reference))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A field's value, boxed; its schema's default where it has none.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field.</exception>
    public object? Get(string fieldName) => Get(FieldNamed(fieldName));

    /// <summary>A field's value, boxed; its schema's default where it has none.</summary>
    /// <param name="field">The field.</param>
    /// <exception cref="DataException">The field is not one of this struct's schema.</exception>
    public object? Get(Field field) => Boxed(field, SlotOf(field)) ?? field.Schema.DefaultValue;

    /// <summary>A field's value, boxed; null where it has none, also where its schema has a default.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field.</exception>
    public object? GetWithoutDefault(string fieldName) => GetWithoutDefault(FieldNamed(fieldName));

    /// <summary>A field's value, boxed; null where it has none, also where its schema has a default.</summary>
    /// <param name="field">The field.</param>
    /// <exception cref="DataException">The field is not one of this struct's schema.</exception>
    public object? GetWithoutDefault(Field field) => Boxed(field, SlotOf(field));

    /// <summary>A field's value; its schema's default where it has none.</summary>
    /// <typeparam name="T">The .NET type of the field's values, nullable where there may be none.</typeparam>
    /// <param name="fieldName">The field's name.</param>
    /// <exception cref="DataException">There is no such field, or its value is not of this type.</exception>
    public T? Get<T>(string fieldName) => Get<T>(FieldNamed(fieldName));

    /// <summary>A field's value; its schema's default where it has none. Numbers are not boxed.</summary>
    /// <typeparam name="T">The .NET type of the field's values, nullable where there may be none.</typeparam>
    /// <param name="field">The field.</param>
    /// <exception cref="DataException">The field is not one of this struct's schema, or its value is not of this type.</exception>
    public T? Get<T>(Field field)
    {
        ref var slot = ref SlotOf(field);
        if (!ReferenceEquals(slot.Reference, InBits))
        {
            return Cast<T>(field, slot.Reference ?? field.Schema.DefaultValue);
        }

        // The comparisons of types are decided when the method is compiled for T: one comparison of the kind is left.
        var kind = field.Schema.Storage;
        var bits = slot.Bits;
        if (typeof(T) == typeof(int) && kind == StorageKind.Int32)
        {
            var value = (int)bits;
            return Unsafe.As<int, T>(ref value);
        }

        if (typeof(T) == typeof(long) && kind == StorageKind.Int64)
        {
            return Unsafe.As<long, T>(ref bits);
        }

        if (typeof(T) == typeof(double) && kind == StorageKind.Float64)
        {
            return Unsafe.As<long, T>(ref bits);
        }

        if (typeof(T) == typeof(bool) && kind == StorageKind.Boolean)
        {
            var value = bits != 0;
            return Unsafe.As<bool, T>(ref value);
        }

        if (typeof(T) == typeof(EpochMillis) && kind == StorageKind.EpochMillis)
        {
            var value = new EpochMillis(bits);
            return Unsafe.As<EpochMillis, T>(ref value);
        }

        if (typeof(T) == typeof(float) && kind == StorageKind.Float32)
        {
            var value = (int)bits;
            return Unsafe.As<int, T>(ref value);
        }

        if (typeof(T) == typeof(short) && kind == StorageKind.Int16)
        {
            var value = (short)bits;
            return Unsafe.As<short, T>(ref value);
        }

        if (typeof(T) == typeof(sbyte) && kind == StorageKind.Int8)
        {
            var value = (sbyte)bits;
            return Unsafe.As<sbyte, T>(ref value);
        }

        return Cast<T>(field, Box(kind, bits));
    }

    /// <summary>Gives a field a value.</summary>
    /// <typeparam name="T">The value's type, exactly the one of the field's values: an <see cref="int"/> does not fit int64.</typeparam>
    /// <param name="fieldName">The field's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">There is no such field, or the value does not fit its schema.</exception>
    public Struct Put<T>(string fieldName, T value) => Put(FieldNamed(fieldName), value);

    /// <summary>Gives a field a value. Numbers are not boxed.</summary>
    /// <typeparam name="T">The value's type, exactly the one of the field's values: an <see cref="int"/> does not fit int64.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">The field is not one of this struct's schema, or the value does not fit its schema.</exception>
    public Struct Put<T>(Field field, T value)
    {
        if (typeof(T) == typeof(int))
        {
            return PutBits(field, StorageKind.Int32, Unsafe.As<T, int>(ref value));
        }

        if (typeof(T) == typeof(long))
        {
            return PutBits(field, StorageKind.Int64, Unsafe.As<T, long>(ref value));
        }

        if (typeof(T) == typeof(double))
        {
            return PutBits(field, StorageKind.Float64, Unsafe.As<T, long>(ref value));
        }

        if (typeof(T) == typeof(bool))
        {
            return PutBits(field, StorageKind.Boolean, Unsafe.As<T, bool>(ref value) ? 1 : 0);
        }

        if (typeof(T) == typeof(EpochMillis))
        {
            return PutBits(field, StorageKind.EpochMillis, Unsafe.As<T, EpochMillis>(ref value).Value);
        }

        if (typeof(T) == typeof(float))
        {
            return PutBits(field, StorageKind.Float32, Unsafe.As<T, int>(ref value));
        }

        if (typeof(T) == typeof(short))
        {
            return PutBits(field, StorageKind.Int16, Unsafe.As<T, short>(ref value));
        }

        if (typeof(T) == typeof(sbyte))
        {
            return PutBits(field, StorageKind.Int8, Unsafe.As<T, sbyte>(ref value));
        }

        return Put(field, (object?)value);
    }

    /// <summary>Gives a field a value, or null.</summary>
    /// <param name="fieldName">The field's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">There is no such field, or the value does not fit its schema.</exception>
    public Struct Put(string fieldName, object? value) => Put(FieldNamed(fieldName), value);

    /// <summary>Gives a field a value, or null.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value. A dictionary is copied into a <see cref="ConnectMap"/>.</param>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">The field is not one of this struct's schema, or the value does not fit its schema.</exception>
    public Struct Put(Field field, object? value)
    {
        ref var slot = ref SlotOf(field);
        var schema = field.Schema;
        if (value is string && schema.Storage == StorageKind.String)
        {
            slot.Reference = value;
            return this;
        }

        if (!SchemaValidation.Fits(schema, value))
        {
            throw SchemaValidation.Misfit(schema, value, Location(field));
        }

        if (value is not null && schema.Storage <= StorageKind.EpochMillis)
        {
            slot.Bits = Unbox(schema.Storage, value);
            slot.Reference = InBits;
        }
        else
        {
            slot.Reference = schema.Storage == StorageKind.Map ? ConnectMap.From(value) : value;
        }

        return this;
    }

    /// <summary>Whether a field has no value of its own, or null; its default does not count.</summary>
    /// <param name="field">The field.</param>
    /// <exception cref="DataException">The field is not one of this struct's schema.</exception>
    public bool IsNull(Field field) => SlotOf(field).Reference is null;

    /// <summary>Whether a field has a value of its own that is not null; its default does not count.</summary>
    /// <param name="field">The field.</param>
    /// <exception cref="DataException">The field is not one of this struct's schema.</exception>
    public bool IsSet(Field field) => SlotOf(field).Reference is not null;

    /// <summary>Checks that every field has a value that fits, a default, or may be null.</summary>
    /// <exception cref="DataException">One has not; the message names it.</exception>
    public void Validate()
    {
        if (FirstMisfit() is { } misfit)
        {
            throw misfit;
        }
    }

    /// <summary>Whether schema and values are equal; defaults are not filled in.</summary>
    /// <param name="other">The other struct.</param>
    public bool Equals(Struct? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || !Schema.Equals(other.Schema))
        {
            return false;
        }

        Nesting.CheckStack();
        var fields = Schema.KnownFields;
        for (var i = 0; i < slots.Length; i++)
        {
            if (!SlotsAreEqual(fields[i].Schema.Storage, slots[i], other.slots[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Struct);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        Nesting.CheckStack();
        var code = default(HashCode);
        code.Add(Schema);
        foreach (var field in Schema.KnownFields)
        {
            code.Add(ValueEquality.HashOf(Boxed(field, slots[field.Index])));
        }

        return code.ToHashCode();
    }

    /// <summary>For example <c>Struct{a=1,b=x}</c>: the fields that have a value, as Java's Connect writes them.</summary>
    public override string ToString() => ConnectText.Of(this);

    internal DataException? FirstMisfit()
    {
        foreach (var field in Schema.KnownFields)
        {
            if (!Fits(field, slots[field.Index].Reference))
            {
                return SchemaValidation.Misfit(field.Schema, slots[field.Index].Reference, Location(field));
            }
        }

        return null;
    }

    private static bool Fits(Field field, object? reference) =>
        reference is null
            ? field.Schema.IsOptional || field.Schema.DefaultValue is not null
            : ReferenceEquals(reference, InBits) || reference is string || SchemaValidation.Fits(field.Schema, reference);

    private static string Location(Field field) => $"field: \"{field.Name}\"";

    private static T? Cast<T>(Field field, object? value)
    {
        switch (value)
        {
            case T asked:
                return asked;
            case null when default(T) is null:
                return default;
            case ReadOnlyMemory<byte> memory when typeof(T) == typeof(byte[]):
                return (T)(object)ArrayOf(memory);
            case byte[] array when typeof(T) == typeof(ReadOnlyMemory<byte>):
                return (T)(object)new ReadOnlyMemory<byte>(array);
            default:
                throw new DataException(value is null
                    ? $"Field '{field.Name}' has no value: ask for a nullable type, not for {typeof(T)}"
                    : $"Field '{field.Name}' of type {field.Schema.Type.ToName()} holds {value.GetType()}, not {typeof(T)}");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Struct PutBits(Field field, StorageKind kind, long bits)
    {
        ref var slot = ref SlotOf(field);
        if (field.Schema.Storage != kind)
        {
            throw BitsMisfit(field, kind, bits);
        }

        slot.Bits = bits;
        slot.Reference = InBits;
        return this;
    }

    private static DataException BitsMisfit(Field field, StorageKind kind, long bits) =>
        SchemaValidation.Misfit(field.Schema, Box(kind, bits), Location(field));

    private Field FieldNamed(string name) =>
        Schema.Field(name) ?? throw new DataException($"{name} is not a valid field name of {Schema}");

    // A field of another schema would have the bits read as something that they are not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Slot SlotOf(Field field)
    {
        var fields = Schema.KnownFields;
        if (field is not null && (uint)field.Index < (uint)fields.Length && ReferenceEquals(fields[field.Index], field))
        {
            return ref slots[field.Index];
        }

        return ref SlotOfEqual(field);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref Slot SlotOfEqual(Field? field)
    {
        if (field is null)
        {
            throw new DataException("field cannot be null.");
        }

        var fields = Schema.KnownFields;
        if ((uint)field.Index < (uint)fields.Length && fields[field.Index].Equals(field))
        {
            return ref slots[field.Index];
        }

        throw new DataException($"{field} is not a field of {Schema}");
    }
}
