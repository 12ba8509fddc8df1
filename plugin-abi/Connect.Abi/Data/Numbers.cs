using System.Numerics;

namespace Connect.Abi.Data;

/// <summary>Conversions among the numbers that values may be, as Java's <c>Number</c> does them.</summary>
internal static class Numbers
{
    /// <summary>Whether a value is a number.</summary>
    public static bool IsNumber(object? value) =>
        value is sbyte or short or int or long or float or double or BigInteger or BigDecimal;

    /// <summary>The low 64 bits of a whole number; of a float the nearest long towards zero, 0 for NaN. False for no number.</summary>
    public static bool TryToInt64(object? value, out long result)
    {
        switch (value)
        {
            case long v:
                result = v;
                return true;
            case int v:
                result = v;
                return true;
            case short v:
                result = v;
                return true;
            case sbyte v:
                result = v;
                return true;
            case double v:
                result = ToInt64(v);
                return true;
            case float v:
                result = ToInt64(v);
                return true;
            case BigInteger v:
                result = unchecked((long)(ulong)(v & ulong.MaxValue));
                return true;
            case BigDecimal v:
                result = v.ToInt64();
                return true;
            default:
                result = 0;
                return false;
        }
    }

    /// <summary>The nearest double. False for no number.</summary>
    public static bool TryToDouble(object? value, out double result)
    {
        switch (value)
        {
            case double v:
                result = v;
                return true;
            case float v:
                result = v;
                return true;
            case BigInteger v:
                result = new BigDecimal(v, 0).ToDouble();
                return true;
            case BigDecimal v:
                result = v.ToDouble();
                return true;
            default:
                var whole = TryToInt64(value, out var number);
                result = number;
                return whole;
        }
    }

    /// <summary>The number in the form of a type, boxed; null where the value is no number.</summary>
    public static object? Narrow(object value, SchemaType type)
    {
        switch (type)
        {
            case SchemaType.Float64:
                return TryToDouble(value, out var wide) ? wide : null;
            case SchemaType.Float32:
                return TryToSingle(value, out var single) ? single : null;
            case SchemaType.Int64:
                return TryToInt64(value, out var number) ? number : null;
            case SchemaType.Int32:
                return TryToInt32(value, out var small) ? small : null;
            case SchemaType.Int16:
                return TryToInt32(value, out var forShort) ? unchecked((short)forShort) : null;
            default:
                return TryToInt32(value, out var forByte) ? unchecked((sbyte)forByte) : null;
        }
    }

    /// <summary>The nearest float. False for no number.</summary>
    public static bool TryToSingle(object? value, out float result)
    {
        switch (value)
        {
            case float v:
                result = v;
                return true;
            case long v:
                result = v;
                return true;
            case BigInteger v:
                result = new BigDecimal(v, 0).ToSingle();
                return true;
            case BigDecimal v:
                result = v.ToSingle();
                return true;
            default:
                var isNumber = TryToDouble(value, out var wide);
                result = (float)wide;
                return isNumber;
        }
    }

    // Java saturates floats at int's ends for int, and takes the low bits of that for short and byte.
    private static bool TryToInt32(object value, out int result)
    {
        if (value is double or float)
        {
            TryToDouble(value, out var wide);
            result = double.IsNaN(wide) ? 0 : (int)Math.Clamp(Math.Truncate(wide), int.MinValue, int.MaxValue);
            return true;
        }

        var isNumber = TryToInt64(value, out var number);
        result = unchecked((int)number);
        return isNumber;
    }

    private static long ToInt64(double value) => value switch
    {
        double.NaN => 0,
        >= long.MaxValue => long.MaxValue,
        <= long.MinValue => long.MinValue,
        _ => (long)value,
    };
}
