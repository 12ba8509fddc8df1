using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Connect.Abi.Data;

/// <content>From and to text, as Java's BigDecimal reads and writes.</content>
public readonly partial struct BigDecimal
{
    /// <summary>Reads a number: sign, digits with at most one point, exponent; the scale is what the text shows.</summary>
    /// <param name="text">The text, for example <c>-1.50</c> or <c>1E+3</c>.</param>
    /// <exception cref="FormatException">It is no number.</exception>
    public static BigDecimal Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a decimal number");

    /// <summary>Reads a number: sign, digits with at most one point, exponent; the scale is what the text shows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out BigDecimal value)
    {
        value = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var at = text[0] is '+' or '-' ? 1 : 0;
        var digits = new char[text.Length];
        var count = 0;
        long scale = 0;
        var point = false;
        for (; at < text.Length && text[at] is not ('e' or 'E'); at++)
        {
            if (text[at] == '.' && !point)
            {
                point = true;
                continue;
            }

            var digit = CharUnicodeInfo.GetDecimalDigitValue(text[at]);
            if (digit < 0)
            {
                return false;
            }

            digits[count++] = (char)('0' + digit);
            scale += point ? 1 : 0;
        }

        if (count == 0)
        {
            return false;
        }

        if (at < text.Length)
        {
            if (!TryParseExponent(text.AsSpan(at + 1), out var exponent))
            {
                return false;
            }

            scale -= exponent;
        }

        if (scale is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        var unscaled = BigInteger.Parse(digits.AsSpan(0, count), NumberStyles.None, CultureInfo.InvariantCulture);
        value = new(text[0] == '-' ? -unscaled : unscaled, (int)scale);
        return true;
    }

    /// <summary>With an exponent where the scale is negative or the number very small, so that it reads back with its scale.</summary>
    public override string ToString()
    {
        var digits = DigitsOf(Unscaled);
        var exponent = -(long)Scale + (digits.Length - 1);
        if (Scale >= 0 && exponent >= -6)
        {
            return ToPlainString();
        }

        var sign = Unscaled.Sign < 0 ? "-" : string.Empty;
        var fraction = digits.Length > 1 ? "." + digits[1..] : string.Empty;
        var power = exponent == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"E{exponent:+0;-0}");
        return $"{sign}{digits[0]}{fraction}{power}";
    }

    /// <summary>Without an exponent.</summary>
    public string ToPlainString()
    {
        var sign = Unscaled.Sign < 0 ? "-" : string.Empty;
        var digits = DigitsOf(Unscaled);
        if (Scale <= 0)
        {
            return Unscaled.IsZero ? "0" : sign + digits + new string('0', -Scale);
        }

        if (digits.Length <= Scale)
        {
            digits = new string('0', Scale - digits.Length + 1) + digits;
        }

        return $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }

    // At most ten digits after leading zeros, as Java takes them.
    private static bool TryParseExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is ('+' or '-'))
        {
            text = text[1..];
        }

        if (text.IsEmpty)
        {
            return false;
        }

        foreach (var c in text)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            if (digit < 0 || exponent > 999_999_999)
            {
                return false;
            }

            exponent = (exponent * 10) + digit;
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }
}
