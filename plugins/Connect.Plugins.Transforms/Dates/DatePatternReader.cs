namespace Connect.Plugins.Transforms.Dates;

/// <summary>
/// Reads texts by a pattern's parts, leniently: numbers may be longer, shorter and larger than usual, and what follows the pattern's
/// end is passed over. Not thread-safe.
/// </summary>
internal sealed class DatePatternReader
{
    private readonly DatePatternPart[] parts;
    private readonly DateFields fields = new();
    private readonly long centuryStartYear;
    private readonly long centuryStart;
    private bool ambiguousYear;

    /// <summary>Makes one.</summary>
    /// <param name="parts">The pattern.</param>
    /// <param name="now">The time now: years with two digits are those from 80 years before to 20 after.</param>
    public DatePatternReader(DatePatternPart[] parts, DateTimeOffset now)
    {
        this.parts = parts;
        var start = now.AddYears(-80);
        centuryStartYear = start.Year;
        centuryStart = start.ToUnixTimeMilliseconds();
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="epochMillis">Milliseconds since the epoch.</param>
    /// <returns>Whether it fits the pattern.</returns>
    public bool TryRead(string text, out long epochMillis)
    {
        fields.Clear();
        ambiguousYear = false;
        epochMillis = 0;
        var at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            ref readonly var part = ref parts[i];
            if (part.Letter == '\0')
            {
                if (!text.AsSpan(at).StartsWith(part.Literal, StringComparison.Ordinal))
                {
                    return false;
                }

                at += part.Literal.Length;
                continue;
            }

            var bound = i + 1 < parts.Length && parts[i + 1].BoundsNumberBefore ? at + part.Count : text.Length;
            if (!ReadField(text, part, bound, ref at))
            {
                return false;
            }
        }

        epochMillis = fields.ToEpochMillis();
        if (ambiguousYear && epochMillis < centuryStart)
        {
            fields.Set(DateField.Year, fields.Get(DateField.Year, 0) + 100);
            epochMillis = fields.ToEpochMillis();
        }

        return at > 0;
    }

    private bool ReadField(string text, DatePatternPart part, int bound, ref int at)
    {
        // Blanks are passed over before numbers and zones, not before names.
        var start = at;
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        if (at >= text.Length)
        {
            return false;
        }

        if (part.Letter is 'G' or 'E' or 'a' || (part.Letter is 'M' or 'L' && part.Count >= 3))
        {
            at = start;
        }

        switch (part.Letter)
        {
            case 'G':
                return ReadName(text, DateField.Era, DateNames.Eras, DateNames.ShortEras, 0, ref at);
            case 'M' or 'L' when part.Count >= 3:
                return ReadName(text, DateField.Month, DateNames.Months, DateNames.ShortMonths, 0, ref at);
            case 'E':
                return ReadName(text, DateField.DayOfWeek, DateNames.Days, DateNames.ShortDays, 1, ref at);
            case 'a':
                return ReadName(text, DateField.Half, DateNames.Halves, [], 0, ref at);
            case 'z' or 'Z':
                return DateZone.TryReadNamed(text, fields, ref at);
            case 'X':
                return DateZone.TryReadIso(text, part.Count, fields, ref at);
            default:
                return ReadNumber(text, part, bound, ref at);
        }
    }

    private bool ReadName(string text, DateField field, string[] names, string[] shortNames, int first, ref int at)
    {
        var length = 0;
        var index = DateNames.Longest(text, at, names, ref length);
        var shorter = DateNames.Longest(text, at, shortNames, ref length);
        index = shorter >= 0 ? shorter : index;
        if (index < 0)
        {
            return false;
        }

        fields.Set(field, index + first);
        at += length;
        return true;
    }

    private bool ReadNumber(string text, DatePatternPart part, int bound, ref int at)
    {
        if (bound > text.Length)
        {
            return false;
        }

        var start = at;
        var negative = text[at] == '-';
        if (negative)
        {
            at++;
        }

        var digits = at;
        long number = 0;
        while (at < bound && char.IsAsciiDigit(text[at]))
        {
            number = number > (long.MaxValue - 9) / 10 ? long.MaxValue - 9 : (number * 10) + (text[at] - '0');
            at++;
        }

        if (at == digits)
        {
            return false;
        }

        SetNumber(part, (int)Math.Clamp(negative ? -number : number, int.MinValue, int.MaxValue), at - start == 2 && !negative);
        return true;
    }

    private void SetNumber(DatePatternPart part, long value, bool twoDigits)
    {
        switch (part.Letter)
        {
            case 'y' or 'Y':
                if (part.Count <= 2 && twoDigits)
                {
                    var turn = centuryStartYear % 100;
                    ambiguousYear = value == turn && part.Letter == 'y';
                    value += (centuryStartYear / 100 * 100) + (value < turn ? 100 : 0);
                }

                fields.Set(part.Letter == 'y' ? DateField.Year : DateField.WeekYear, value);
                break;
            case 'M' or 'L':
                fields.Set(DateField.Month, value - 1);
                break;
            case 'k':
                fields.Set(DateField.HourOfDay, value == 24 ? 0 : value);
                break;
            case 'h':
                fields.Set(DateField.Hour, value == 12 ? 0 : value);
                break;
            case 'u':
                fields.Set(DateField.DayOfWeek, value == 7 ? 1 : value is > 0 and < 7 ? value + 1 : value);
                break;
            default:
                fields.Set(FieldOf(part.Letter), value);
                break;
        }
    }

    private static DateField FieldOf(char letter) => letter switch
    {
        'w' => DateField.WeekOfYear,
        'W' => DateField.WeekOfMonth,
        'D' => DateField.DayOfYear,
        'd' => DateField.DayOfMonth,
        'F' => DateField.WeekInMonth,
        'H' => DateField.HourOfDay,
        'K' => DateField.Hour,
        'm' => DateField.Minute,
        's' => DateField.Second,
        'S' => DateField.Millisecond,
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "The letter stands for no number."),
    };
}
