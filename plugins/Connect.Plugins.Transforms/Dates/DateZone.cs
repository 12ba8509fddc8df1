namespace Connect.Plugins.Transforms.Dates;

/// <summary>Reads the zone in a date: its name, <c>GMT+1:00</c>, <c>+0100</c>, <c>+01:00</c>, <c>Z</c>. Stateless.</summary>
internal static class DateZone
{
    /// <summary>Reads what the letters z and Z stand for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fields">Takes the offset.</param>
    /// <param name="at">Where it begins; where it ends.</param>
    public static bool TryReadNamed(string text, DateFields fields, ref int at)
    {
        var sign = SignAt(text, at);
        if (sign != 0)
        {
            at++;
            return TryReadOffset(text, sign, 0, colon: false, fields, ref at);
        }

        if (string.Compare(text, at, "GMT", 0, 3, StringComparison.OrdinalIgnoreCase) == 0)
        {
            at += 3;
            sign = SignAt(text, at);
            if (sign != 0)
            {
                at++;
                return TryReadOffset(text, sign, 0, colon: true, fields, ref at);
            }

            fields.Set(DateField.ZoneMinutes, 0);
            return true;
        }

        var length = 0;
        var found = 0;
        foreach (var (name, minutes) in DateNames.Zones)
        {
            if (name.Length > length && string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                length = name.Length;
                found = minutes;
            }
        }

        if (length > 0)
        {
            fields.Set(DateField.ZoneMinutes, found);
            at += length;
        }

        return length > 0;
    }

    /// <summary>Reads what the letter X stands for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">1: hours only; 2: and minutes; 3: with a colon between.</param>
    /// <param name="fields">Takes the offset.</param>
    /// <param name="at">Where it begins; where it ends.</param>
    public static bool TryReadIso(string text, int count, DateFields fields, ref int at)
    {
        if (text[at] == 'Z')
        {
            fields.Set(DateField.ZoneMinutes, 0);
            at++;
            return true;
        }

        var sign = SignAt(text, at);
        at++;
        return sign != 0 && TryReadOffset(text, sign, count, colon: count == 3, fields, ref at);
    }

    private static int SignAt(string text, int at) => at >= text.Length ? 0 : text[at] switch
    {
        '+' => 1,
        '-' => -1,
        _ => 0,
    };

    private static bool TryReadOffset(string text, int sign, int count, bool colon, DateFields fields, ref int at)
    {
        if (!TryReadDigit(text, ref at, out var hours))
        {
            return false;
        }

        if (TryReadDigit(text, ref at, out var unit))
        {
            hours = (hours * 10) + unit;
        }
        else if (count > 0 || !colon)
        {
            return false;
        }

        var minutes = 0;
        if (count != 1)
        {
            if (colon && (at >= text.Length || text[at++] != ':'))
            {
                return false;
            }

            if (!TryReadDigit(text, ref at, out var tens) || !TryReadDigit(text, ref at, out unit))
            {
                return false;
            }

            minutes = (tens * 10) + unit;
        }

        fields.Set(DateField.ZoneMinutes, sign * ((hours * 60) + minutes));
        return hours <= 23 && minutes <= 59;
    }

    private static bool TryReadDigit(string text, ref int at, out int digit)
    {
        digit = at < text.Length ? text[at] - '0' : -1;
        if (digit is < 0 or > 9)
        {
            return false;
        }

        at++;
        return true;
    }
}
