using System.Globalization;

namespace Connect.Abi.Data;

/// <summary>
/// Dates, times and timestamps in ISO 8601, in UTC, told by their length and read as leniently as Java's: a 30th of February is a
/// first or second of March, and what follows a complete value is passed over.
/// </summary>
internal static class TemporalText
{
    private const int DateLength = 10;
    private const int TimeLength = 13;
    private const int TimestampLength = 24;

    public static bool TryParse(string text, out SchemaAndValue result)
    {
        result = default;
        if (text.Contains("\\:", StringComparison.Ordinal))
        {
            text = text.Replace("\\:", ":", StringComparison.Ordinal);
        }

        var rest = text.AsSpan();
        long days = 0;
        long millis = 0;
        switch (text.Length)
        {
            case DateLength when TryDate(ref rest, out days):
                result = new(Date.Schema, new EpochMillis(days * EpochMillis.PerDay));
                return true;
            case TimeLength when TryTime(ref rest, out millis):
                result = new(Time.Schema, new EpochMillis(millis));
                return true;
            case TimestampLength when TryDate(ref rest, out days) && TrySkip(ref rest, 'T') && TryTime(ref rest, out millis):
                result = new(Timestamp.Schema, new EpochMillis((days * EpochMillis.PerDay) + millis));
                return true;
            default:
                return false;
        }
    }

    private static bool TryDate(ref ReadOnlySpan<char> text, out long days)
    {
        days = 0;
        if (!TryNumber(ref text, out var year)
            || !TrySkip(ref text, '-')
            || !TryNumber(ref text, out var month)
            || !TrySkip(ref text, '-')
            || !TryNumber(ref text, out var day))
        {
            return false;
        }

        days = JavaDates.ToDays(year, month, day);
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<char> text, out long millis)
    {
        millis = 0;
        if (!TryNumber(ref text, out var hour)
            || !TrySkip(ref text, ':')
            || !TryNumber(ref text, out var minute)
            || !TrySkip(ref text, ':')
            || !TryNumber(ref text, out var second)
            || !TrySkip(ref text, '.')
            || !TryNumber(ref text, out var fraction)
            || !TrySkip(ref text, 'Z'))
        {
            return false;
        }

        millis = (((((hour * 60) + minute) * 60) + second) * 1000) + fraction;
        return true;
    }

    private static bool TrySkip(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    // Blanks, a minus, digits of any script; of too many the low 32 bits count.
    private static bool TryNumber(ref ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        text = text.TrimStart(" \t");
        var negative = TrySkip(ref text, '-');
        var count = 0;
        while (count < text.Length && CharUnicodeInfo.GetDecimalDigitValue(text[count]) is var digit and >= 0)
        {
            number = unchecked((number * 10) + digit);
            count++;
        }

        number = unchecked((int)(negative ? -number : number));
        text = text[count..];
        return count > 0;
    }
}
