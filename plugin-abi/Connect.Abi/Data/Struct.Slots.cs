using System.Diagnostics;

namespace Connect.Abi.Data;

/// <content>How values are stored: numbers in bits, all else by reference.</content>
public sealed partial class Struct
{
    // Marks a slot whose value is in its bits.
    private static readonly object InBits = new();

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
