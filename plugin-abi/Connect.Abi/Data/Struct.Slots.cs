using System.Diagnostics;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <content>How values are stored and copied: numbers in bits, all else by reference.</content>
public sealed partial class Struct
{
    // Marks a slot whose value is in its bits.
    private static readonly object InBits = new();

    /// <summary>
    /// Copies a field of another struct as it is stored, without its default. Neither boxed nor checked again where both fields have
    /// equal schemas.
    /// </summary>
    /// <param name="field">This struct's field.</param>
    /// <param name="source">The struct to copy from.</param>
    /// <param name="sourceField">Its field.</param>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">A field is not one of its struct's schema, or the value does not fit.</exception>
    public Struct Copy(Field field, Struct source, Field sourceField)
    {
        ref var from = ref source.SlotOf(sourceField);
        if (from.Reference is null || !field.Schema.Equals(sourceField.Schema))
        {
            return Put(field, Boxed(sourceField, from));
        }

        SlotOf(field) = from;
        return this;
    }

    /// <summary>
    /// Copies consecutive fields of another struct as they are stored, without their defaults: what
    /// <see cref="Copy(Field, Struct, Field)"/> does for one, quicker for several.
    /// </summary>
    /// <param name="index">The position of this struct's first field.</param>
    /// <param name="source">The struct to copy from.</param>
    /// <param name="sourceIndex">The position of its first field.</param>
    /// <param name="count">How many fields.</param>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">A value does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of the structs does not have so many fields.</exception>
    public Struct Copy(int index, Struct source, int sourceIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (count == 1 && TryCopyOne(index, source, sourceIndex))
        {
            return this;
        }

        var to = slots.AsSpan(index, count);
        var from = source.slots.AsSpan(sourceIndex, count);
        var fields = Schema.KnownFields.AsSpan().Slice(index, count);
        var sourceFields = source.Schema.KnownFields.AsSpan().Slice(sourceIndex, count);
        if (AreTakenAsTheyAre(fields, sourceFields, from))
        {
            from.CopyTo(to);
            return this;
        }

        for (var i = 0; i < to.Length; i++)
        {
            if (from[i].Reference is null || !fields[i].Schema.Equals(sourceFields[i].Schema))
            {
                Put(fields[i], Boxed(sourceFields[i], from[i]));
            }
            else
            {
                to[i] = from[i];
            }
        }

        return this;
    }

    private bool TryCopyOne(int index, Struct source, int sourceIndex)
    {
        var fields = Schema.KnownFields;
        var sourceFields = source.Schema.KnownFields;
        if ((uint)index >= (uint)fields.Length || (uint)sourceIndex >= (uint)sourceFields.Length)
        {
            return false;
        }

        var schema = fields[index].Schema;
        ref var from = ref source.slots[sourceIndex];
        if (!ReferenceEquals(schema, sourceFields[sourceIndex].Schema) || (from.Reference is null && !schema.IsOptional))
        {
            return false;
        }

        slots[index] = from;
        return true;
    }

    // Equal schemas mostly are the same object; and a null needs no check where it is allowed.
    private static bool AreTakenAsTheyAre(ReadOnlySpan<Field> fields, ReadOnlySpan<Field> sourceFields, ReadOnlySpan<Slot> from)
    {
        if (fields.Length != from.Length || sourceFields.Length != from.Length)
        {
            return false;
        }

        for (var i = 0; i < from.Length; i++)
        {
            var schema = fields[i].Schema;
            if (!ReferenceEquals(schema, sourceFields[i].Schema) || (from[i].Reference is null && !schema.IsOptional))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SlotsAreEqual(StorageKind kind, in Slot a, in Slot b)
    {
        if (!ReferenceEquals(a.Reference, InBits) || !ReferenceEquals(b.Reference, InBits))
        {
            return ValueEquality.AreEqual(a.Reference, b.Reference);
        }

        return a.Bits == b.Bits
            || (kind is StorageKind.Float32 or StorageKind.Float64 && ValueEquality.AreEqual(Box(kind, a.Bits), Box(kind, b.Bits)));
    }

    private static object? Boxed(Field field, in Slot slot) =>
        ReferenceEquals(slot.Reference, InBits) ? Box(field.Schema.Storage, slot.Bits) : slot.Reference;

    private static object Box(StorageKind kind, long bits) => kind switch
    {
        StorageKind.Int8 => (sbyte)bits,
        StorageKind.Int16 => (short)bits,
        StorageKind.Int32 => (int)bits,
        StorageKind.Int64 => bits,
        StorageKind.Float32 => BitConverter.Int32BitsToSingle((int)bits),
        StorageKind.Float64 => BitConverter.Int64BitsToDouble(bits),
        StorageKind.Boolean => bits != 0,
        StorageKind.EpochMillis => new EpochMillis(bits),
        _ => throw new UnreachableException(),
    };

    private static long Unbox(StorageKind kind, object value) => kind switch
    {
        StorageKind.Int8 => (sbyte)value,
        StorageKind.Int16 => (short)value,
        StorageKind.Int32 => (int)value,
        StorageKind.Int64 => (long)value,
        StorageKind.Float32 => BitConverter.SingleToInt32Bits((float)value),
        StorageKind.Float64 => BitConverter.DoubleToInt64Bits((double)value),
        StorageKind.Boolean => (bool)value ? 1 : 0,
        StorageKind.EpochMillis => ((EpochMillis)value).Value,
        _ => throw new UnreachableException(),
    };

    private struct Slot
    {
        public long Bits;
        public object? Reference;
    }
}
