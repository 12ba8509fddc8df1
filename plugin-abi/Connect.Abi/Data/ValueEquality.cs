namespace Connect.Abi.Data;

/// <summary>
/// Equality of Connect values: of one type (an int is never equal to a long), bytes, lists and maps by content, floats by their bits
/// with all NaNs alike, so that 0.0 and -0.0 differ as they do in Java.
/// </summary>
internal static class ValueEquality
{
    public static bool AreEqual(object? a, object? b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if (a is null || b is null)
        {
            return false;
        }

        switch (a)
        {
            case string text:
                return b is string otherText && text == otherText;
            case double number:
                return b is double otherNumber && Bits(number) == Bits(otherNumber);
            case float number:
                return b is float otherFloat && Bits(number) == Bits(otherFloat);
            case byte[] or ReadOnlyMemory<byte>:
                return TryBytes(a, out var left) && TryBytes(b, out var right) && left.Span.SequenceEqual(right.Span);
            case IReadOnlyList<object?> list:
                return b is IReadOnlyList<object?> otherList && ListsAreEqual(list, otherList);
            default:
                return a.Equals(b) || (a is not ConnectMap && ConnectMap.From(a) is { } map && ConnectMap.From(b) is { } otherMap && map.Equals(otherMap));
        }
    }

    public static int HashOf(object? value)
    {
        switch (value)
        {
            case null:
                return 0;
            case double number:
                return Bits(number).GetHashCode();
            case float number:
                return Bits(number);
            case byte[] or ReadOnlyMemory<byte>:
                TryBytes(value, out var bytes);
                var hash = default(HashCode);
                hash.AddBytes(bytes.Span);
                return hash.ToHashCode();
            case IReadOnlyList<object?> list:
                Nesting.CheckStack();
                var of = 1;
                for (var i = 0; i < list.Count; i++)
                {
                    of = unchecked((of * 31) + HashOf(list[i]));
                }

                return of;
            default:
                return value is not ConnectMap && ConnectMap.From(value) is { } map ? map.GetHashCode() : value.GetHashCode();
        }
    }

    /// <summary>The bytes of either form of BYTES.</summary>
    public static bool TryBytes(object? value, out ReadOnlyMemory<byte> bytes)
    {
        switch (value)
        {
            case byte[] array:
                bytes = array;
                return true;
            case ReadOnlyMemory<byte> memory:
                bytes = memory;
                return true;
            default:
                bytes = default;
                return false;
        }
    }

    /// <summary>The bits of a number, those of the one NaN for all NaNs.</summary>
    public static long Bits(double number) => BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number);

    /// <summary>The bits of a number, those of the one NaN for all NaNs.</summary>
    public static int Bits(float number) => BitConverter.SingleToInt32Bits(float.IsNaN(number) ? float.NaN : number);

    private static bool ListsAreEqual(IReadOnlyList<object?> a, IReadOnlyList<object?> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        Nesting.CheckStack();
        for (var i = 0; i < a.Count; i++)
        {
            if (!AreEqual(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }
}
