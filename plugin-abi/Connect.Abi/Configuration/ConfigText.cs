using System.Collections;
using System.Globalization;
using System.Text;

namespace Connect.Abi.Configuration;

/// <summary>Values as texts and texts as numbers, in the words and with the grammar that Connect's users know.</summary>
internal static class ConfigText
{
    /// <summary>Takes off characters up to and including the space at both ends; other white space, such as a no-break space, stays.</summary>
    public static string Trim(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && text[start] <= ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] <= ' ')
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>A value for a message.</summary>
    public static string Show(object? value)
    {
        switch (value)
        {
            case null:
                return "null";
            case string text:
                return text;
            case bool flag:
                return flag ? "true" : "false";
            case double or float:
                return FromDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture));
            case Type type:
                return type.FullName ?? type.Name;
            case IFormattable number:
                return number.ToString(null, CultureInfo.InvariantCulture);
            case IEnumerable items:
                var shown = new StringBuilder("[");
                foreach (var item in items)
                {
                    shown.Append(shown.Length > 1 ? ", " : string.Empty).Append(Show(item));
                }

                return shown.Append(']').ToString();
            default:
                return value.ToString() ?? string.Empty;
        }
    }

    /// <summary>A whole number: an optional sign and decimal digits of any script.</summary>
    public static bool TryParseWhole(string text, long min, long max, out long value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var at = negative || (text.Length > 0 && text[0] == '+') ? 1 : 0;
        if (at == text.Length)
        {
            return false;
        }

        Int128 sum = 0;
        for (; at < text.Length; at++)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(text, at);
            if (digit < 0)
            {
                return false;
            }

            sum = (sum * 10) + digit;
            if (sum > (Int128)long.MaxValue + 1)
            {
                return false;
            }
        }

        sum = negative ? -sum : sum;
        if (sum < min || sum > max)
        {
            return false;
        }

        value = (long)sum;
        return true;
    }

    /// <summary>A floating point number: decimal or hexadecimal, with an optional <c>d</c> or <c>f</c> behind it, NaN or Infinity.</summary>
    public static bool TryParseDouble(string text, out double value)
    {
        value = 0;
        var sign = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        var body = text.AsSpan(sign);
        if (body is "NaN" or "Infinity")
        {
            value = body is "NaN" ? double.NaN : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (body.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            if (!TryParseHexadecimal(body[2..], out value))
            {
                return false;
            }

            value = text[0] == '-' ? -value : value;
            return true;
        }

        if (body.Length > 0 && body[^1] is 'd' or 'D' or 'f' or 'F')
        {
            body = body[..^1];
        }

        // Only digits, one point and an exponent reach the parser, which takes more than that.
        if (body.IsEmpty || !(char.IsAsciiDigit(body[0]) || body[0] == '.') || body.IndexOfAnyExcept("0123456789.eE+-") >= 0)
        {
            return false;
        }

        if (!double.TryParse(body, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        value = text[0] == '-' ? -value : value;
        return true;
    }

    /// <summary>The shortest text, with a fraction always and an exponent below 1e-3 and from 1e7.</summary>
    public static string FromDouble(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        var size = Math.Abs(value);
        if (size == 0 || size is >= 1e-3 and < 1e7)
        {
            var plain = value.ToString("F17", CultureInfo.InvariantCulture);
            plain = value.ToString("R", CultureInfo.InvariantCulture) is var shortest && !shortest.Contains('E') ? shortest : plain;
            return plain.Contains('.') ? plain : plain + ".0";
        }

        var scientific = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 17; digits++)
        {
            var candidate = value.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture).Equals(value))
            {
                scientific = candidate;
                break;
            }
        }

        var split = scientific.IndexOf('E');
        var mantissa = scientific[..split];
        var exponent = int.Parse(scientific.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}{(mantissa.Contains('.') ? string.Empty : ".0")}E{exponent}");
    }

    private static bool TryParseHexadecimal(ReadOnlySpan<char> body, out double value)
    {
        value = 0;
        var mark = body.IndexOfAny('p', 'P');
        if (mark < 1)
        {
            return false;
        }

        var power = body[(mark + 1)..];
        if (power.Length > 0 && power[^1] is 'd' or 'D' or 'f' or 'F')
        {
            power = power[..^1];
        }

        if (!int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return false;
        }

        var afterPoint = false;
        var digits = 0;
        foreach (var c in body[..mark])
        {
            if (c == '.' && !afterPoint)
            {
                afterPoint = true;
                continue;
            }

            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }

            digits++;
            value = (value * 16) + Convert.ToInt32(c.ToString(), 16);
            exponent -= afterPoint ? 4 : 0;
        }

        value = Math.ScaleB(value, exponent);
        return digits > 0;
    }
}
