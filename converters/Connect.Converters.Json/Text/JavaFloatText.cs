using System.Globalization;

namespace Connect.Converters.Json.Text;

/// <summary>Lays out .NET's shortest text of a float as Java does: <c>1.0</c>, <c>1.0E10</c>, <c>1.5E-4</c>.</summary>
internal static class JavaFloatText
{
    public const int MaxLength = 40;

    /// <summary>The .NET format that gives Java's digits: the smallest numbers have two, though one would tell them apart.</summary>
    public static string FormatOf(double value) => Math.Abs(value) is > 0 and <= 9.9e-323 ? "E1" : "R";

    /// <inheritdoc cref="FormatOf(double)"/>
    public static string FormatOf(float value) => Math.Abs(value) is > 0 and <= 9.9e-45f ? "E1" : "R";

    /// <summary>
    /// Formats a number that has up to three decimals, as most have that people write. There is no shorter text of it: no two numbers
    /// of up to 15 digits are the same double.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <param name="text">Room for its text.</param>
    /// <param name="written">How long the text is.</param>
    public static bool TryFormatShort(double value, Span<byte> text, out int written)
    {
        written = 0;
        var magnitude = Math.Abs(value);
        if (magnitude is not (>= 1e-3 and < 1e7))
        {
            return false;
        }

        var thousandths = (ulong)((magnitude * 1000) + 0.5);
        if (thousandths / 1000.0 != magnitude)
        {
            return false;
        }

        if (value < 0)
        {
            text[written++] = (byte)'-';
        }

        (thousandths / 1000).TryFormat(text[written..], out var whole, default, CultureInfo.InvariantCulture);
        written += whole;
        var rest = (uint)(thousandths % 1000);
        text[written++] = (byte)'.';
        text[written++] = (byte)('0' + (rest / 100));
        if (rest % 100 != 0)
        {
            text[written++] = (byte)('0' + (rest / 10 % 10));
        }

        if (rest % 10 != 0)
        {
            text[written++] = (byte)('0' + (rest % 10));
        }

        return true;
    }

    /// <summary>Lays out a text in its place.</summary>
    /// <param name="text">The text, with room after it.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="plain">Whether Java writes the number without exponent.</param>
    /// <returns>How long it is now.</returns>
    public static int Finish(Span<byte> text, int length, bool plain)
    {
        if (!plain)
        {
            return Scientific(text, length);
        }

        if (text[..length].Contains((byte)'.'))
        {
            return length;
        }

        text[length] = (byte)'.';
        text[length + 1] = (byte)'0';
        return length + 2;
    }

    private static int Scientific(Span<byte> text, int length)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        var count = 0;
        var places = 0;
        var exponent = 0;
        var point = false;
        var negative = text[0] == '-';
        for (var i = negative ? 1 : 0; i < length; i++)
        {
            var c = text[i];
            if (c == '.')
            {
                point = true;
            }
            else if (c == 'E')
            {
                exponent = int.Parse(text[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
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

        // The value is DIGITS with the point after the first one, times ten to this.
        var power = places + exponent - 1;
        var at = negative ? 1 : 0;
        text[at++] = digits[0];
        text[at++] = (byte)'.';
        if (count == 1)
        {
            text[at++] = (byte)'0';
        }
        else
        {
            digits[1..count].CopyTo(text[at..]);
            at += count - 1;
        }

        text[at++] = (byte)'E';
        power.TryFormat(text[at..], out var written, default, CultureInfo.InvariantCulture);
        return at + written;
    }
}
