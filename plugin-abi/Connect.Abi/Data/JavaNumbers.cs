using System.Globalization;

namespace Connect.Abi.Data;

/// <summary>Floats as Java's <c>toString</c> lays them out: <c>1.0</c>, <c>1.0E7</c>, <c>1.5E-4</c>. The smallest numbers have two digits,
/// though one would tell them apart.</summary>
internal static class JavaNumbers
{
    public static string Text(double value)
    {
        Span<char> buffer = stackalloc char[40];
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        value.TryFormat(buffer, out var length, Math.Abs(value) is > 0 and <= 9.9e-323 ? "E1" : "R", CultureInfo.InvariantCulture);
        return Layout(buffer[..length]);
    }

    public static string Text(float value)
    {
        Span<char> buffer = stackalloc char[40];
        if (!float.IsFinite(value))
        {
            return float.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        value.TryFormat(buffer, out var length, Math.Abs(value) is > 0 and <= 9.9e-45f ? "E1" : "R", CultureInfo.InvariantCulture);
        return Layout(buffer[..length]);
    }

    // Takes .NET's shortest text apart into digits and the place of the point, and puts it together again.
    private static string Layout(ReadOnlySpan<char> shortest)
    {
        Span<char> digits = stackalloc char[40];
        var count = 0;
        var negative = shortest[0] == '-';
        var places = 0;
        var point = false;
        var exponent = 0;
        for (var i = negative ? 1 : 0; i < shortest.Length; i++)
        {
            var c = shortest[i];
            if (c == '.')
            {
                point = true;
            }
            else if (c == 'E')
            {
                exponent = int.Parse(shortest[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else if (count > 0 || c != '0')
            {
                digits[count++] = c;
                places += point ? 0 : 1;
            }
            else
            {
                places -= point ? 1 : 0;
            }
        }

        while (count > 1 && digits[count - 1] == '0')
        {
            count--;
        }

        if (count == 0)
        {
            return negative ? "-0.0" : "0.0";
        }

        // The value is 0.DIGITS times ten to this.
        var power = places + exponent;
        var all = digits[..count];
        var sign = negative ? "-" : string.Empty;
        if (power is > -3 and <= 7)
        {
            return power <= 0
                ? $"{sign}0.{new string('0', -power)}{all}"
                : power >= count
                    ? $"{sign}{all}{new string('0', power - count)}.0"
                    : $"{sign}{all[..power]}.{all[power..]}";
        }

        var fraction = count > 1 ? all[1..] : ['0'];
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{all[0]}.{fraction}E{power - 1}");
    }
}
