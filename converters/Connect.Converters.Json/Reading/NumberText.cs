using System.Globalization;
using System.Text;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Json.Reading;

/// <summary>A number as it is written, to be read as what its schema wants.</summary>
internal readonly ref struct NumberText(ReadOnlySpan<byte> text, bool isWhole)
{
    private static readonly double[] Tens =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private readonly ReadOnlySpan<byte> text = text;

    /// <summary>Ten to a power from 0 to 22, which is exact.</summary>
    public static double TenTo(int power) => Tens[power];

    /// <summary>Whether there is neither point nor exponent.</summary>
    public bool IsWhole { get; } = isWhole;

    /// <summary>The whole part's low 64 bits.</summary>
    public long ToInt64()
    {
        if (!IsWhole)
        {
            return WholePart(ToDecimal());
        }

        var negative = text[0] == '-';
        ulong value = 0;
        foreach (var digit in negative ? text[1..] : text)
        {
            value = unchecked((value * 10) + (uint)(digit - '0'));
        }

        return unchecked(negative ? -(long)value : (long)value);
    }

    /// <summary>The number, where it is whole and fits.</summary>
    public bool TryToInt32(out int value)
    {
        value = 0;
        return IsWhole && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The nearest double; there is no negative zero, unless by underflow.</summary>
    public double ToDouble()
    {
        // A short mantissa and a power of ten that are exact as doubles give the exact quotient, rounded once.
        ulong mantissa = 0;
        var digits = 0;
        var point = -1;
        for (var i = text[0] == '-' ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '.')
            {
                point = i;
            }
            else if ((uint)(c - '0') <= 9 && digits < 16)
            {
                mantissa = (mantissa * 10) + (uint)(c - '0');
                digits += mantissa == 0 ? 0 : 1;
            }
            else
            {
                return Parse();
            }
        }

        var places = point < 0 ? 0 : text.Length - point - 1;
        if (digits > 15 || places >= Tens.Length)
        {
            return Parse();
        }

        var value = mantissa / Tens[places];
        return text[0] == '-' && mantissa != 0 ? -value : value;
    }

    /// <summary>The nearest float; there is no negative zero, unless by underflow.</summary>
    public float ToSingle()
    {
        var value = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return value == 0 && !IsUnderflow() ? 0 : value;
    }

    /// <summary>The number with all its digits and its scale.</summary>
    public BigDecimal ToDecimal()
    {
        var all = Encoding.ASCII.GetString(text);
        return BigDecimal.TryParse(all, out var value) ? value : throw new DataException($"The number {all} is too large or too small to be read");
    }

    private static long WholePart(BigDecimal number)
    {
        // From here on ten to the power is a multiple of two to the 64th.
        if (number.Scale <= -64 || number.Unscaled.IsZero || number.Precision <= number.Scale)
        {
            return 0;
        }

        return unchecked((long)(ulong)(number.ToBigInteger() & ulong.MaxValue));
    }

    private double Parse()
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return value == 0 && !IsUnderflow() ? 0 : value;
    }

    private bool IsUnderflow()
    {
        foreach (var c in text)
        {
            if ((c | 0x20) == 'e')
            {
                break;
            }

            if (c is >= (byte)'1' and <= (byte)'9')
            {
                return true;
            }
        }

        return false;
    }
}
