using System.Globalization;
using System.Numerics;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Plugins.Transforms.Masking;

/// <summary>What stands in the place of masked values, by their type. What it makes is kept. One thread at a time.</summary>
/// <param name="replacement">The text of what is to stand there; null for zero, false, empty.</param>
internal sealed class Mask(string? replacement)
{
    private readonly Dictionary<Type, object> made = [];

    /// <summary>What stands in the place of a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">A value of its type can't be masked so.</exception>
    public object? Of(object? value)
    {
        if (value is null)
        {
            return null;
        }

        if (!made.TryGetValue(value.GetType(), out var mask))
        {
            mask = replacement is null ? Nothing(value) : Replacement(value, replacement);
            if (mask is not ConnectMap)
            {
                made.Add(value.GetType(), mask);
            }
        }

        return mask;
    }

    private static object Nothing(object value) => value switch
    {
        bool => false,
        sbyte => (sbyte)0,
        short => (short)0,
        int => 0,
        long => 0L,
        float => 0f,
        double => 0d,
        BigInteger => BigInteger.Zero,
        BigDecimal => new BigDecimal(BigInteger.Zero, 0),
        EpochMillis => new EpochMillis(0),
        string => string.Empty,
        _ when ConnectMap.IsMap(value) => new ConnectMap(),
        IReadOnlyList<object?> => Array.Empty<object?>(),
        _ => throw new DataException($"Cannot mask value of type: {value.GetType()}"),
    };

    private static object Replacement(object value, string text)
    {
        try
        {
            return value switch
            {
                sbyte => Values.ConvertToInt8(null, text)!,
                short => Values.ConvertToInt16(null, text)!,
                int => Values.ConvertToInt32(null, text)!,
                long => Values.ConvertToInt64(null, text)!,
                float => Values.ConvertToFloat32(null, text)!,
                double => Values.ConvertToFloat64(null, text)!,
                string => text,
                BigDecimal => BigDecimal.Parse(text),
                BigInteger => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                _ => throw new DataException($"Cannot mask value of type {value.GetType()} with custom replacement."),
            };
        }
        catch (FormatException e)
        {
            throw new DataException($"Unable to convert {text} to number, which a masked field needs", e);
        }
    }
}
