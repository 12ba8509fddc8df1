namespace Connect.Plugins.Transforms.Dates;

/// <summary>
/// What was read from a text, and the time that comes of it: which of several ways to name a day wins is decided as Java's lenient
/// Gregorian calendar does, by what was set last. Used again for each text; not thread-safe.
/// </summary>
internal sealed class DateFields
{
    private readonly long[] values = new long[(int)DateField.Count];
    private readonly int[] stamps = new int[(int)DateField.Count];
    private int stamp;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(stamps);
        stamp = 0;
    }

    /// <summary>Sets a field.</summary>
    public void Set(DateField field, long value)
    {
        values[(int)field] = value;
        stamps[(int)field] = ++stamp;
    }

    /// <summary>What a field was set to, or <paramref name="otherwise"/>.</summary>
    public long Get(DateField field, long otherwise) => Stamp(field) == 0 ? otherwise : values[(int)field];

    /// <summary>The time in milliseconds since the epoch.</summary>
    public long ToEpochMillis()
    {
        var year = Get(DateField.Year, 1970);
        if (Get(DateField.Era, 1) == 0)
        {
            year = 1 - year;
        }

        var byWeek = Stamp(DateField.WeekYear) > Stamp(DateField.Year);
        var day = byWeek ? DayOfWeekDate() : Day(year);
        return (day * 86_400_000) + TimeOfDay() - (Get(DateField.ZoneMinutes, 0) * 60_000);
    }

    private int Stamp(DateField field) => stamps[(int)field];

    /// <summary>The later of two fields' stamps where both are set.</summary>
    private static int Both(int one, int other) => one == 0 || other == 0 ? 0 : Math.Max(one, other);

    private long TimeOfDay()
    {
        var byHalf = Both(Stamp(DateField.Hour), Stamp(DateField.Half));
        var best = Math.Max(byHalf, Stamp(DateField.HourOfDay));
        if (best == 0)
        {
            best = Math.Max(Stamp(DateField.Hour), Stamp(DateField.Half));
        }

        var hour = best != 0 && best == Stamp(DateField.HourOfDay)
            ? Get(DateField.HourOfDay, 0)
            : Get(DateField.Hour, 0) + (12 * Get(DateField.Half, 0));
        return (((((hour * 60) + Get(DateField.Minute, 0)) * 60) + Get(DateField.Second, 0)) * 1000) + Get(DateField.Millisecond, 0);
    }

    private long DayOfWeekDate()
    {
        var year = Get(DateField.WeekYear, 1970);
        var week = Get(DateField.WeekOfYear, 1);
        var dayOfWeek = Get(DateField.DayOfWeek, 1);
        return HybridCalendar.OnOrBefore(HybridCalendar.FirstOfYear(year), 1) + (7 * (week - 1)) + (dayOfWeek - 1);
    }

    private long Day(long year)
    {
        var ofWeek = Stamp(DateField.DayOfWeek);
        var ofMonth = Stamp(DateField.DayOfMonth);
        var ofYear = Stamp(DateField.DayOfYear);
        var byWeekOfMonth = Both(Stamp(DateField.WeekOfMonth), ofWeek);
        var byWeekInMonth = Both(Stamp(DateField.WeekInMonth), ofWeek);
        var byWeekOfYear = Both(Stamp(DateField.WeekOfYear), ofWeek);
        var best = Math.Max(Math.Max(Math.Max(ofMonth, byWeekOfMonth), Math.Max(byWeekInMonth, ofYear)), byWeekOfYear);
        if (best == 0)
        {
            byWeekOfMonth = Stamp(DateField.WeekOfMonth);
            byWeekInMonth = Math.Max(Stamp(DateField.WeekInMonth), ofWeek);
            byWeekOfYear = Stamp(DateField.WeekOfYear);
            best = Math.Max(Math.Max(byWeekOfMonth, byWeekInMonth), byWeekOfYear);
            if (best == 0)
            {
                best = ofMonth = Stamp(DateField.Month);
            }
        }

        if (best == ofMonth)
        {
            return InMonth(year, static (first, fields) => first + fields.Get(DateField.DayOfMonth, 1) - 1);
        }

        if (best == byWeekOfMonth && Stamp(DateField.WeekOfMonth) >= Stamp(DateField.WeekOfYear)
            && (byWeekOfMonth != byWeekInMonth || Stamp(DateField.WeekOfMonth) >= Stamp(DateField.WeekInMonth)))
        {
            return InMonth(year, static (first, fields) => fields.InWeek(first, fields.Get(DateField.WeekOfMonth, 1)));
        }

        if (best == byWeekInMonth && Stamp(DateField.WeekInMonth) >= Stamp(DateField.WeekOfYear))
        {
            return InMonth(year, static (first, fields) => fields.InMonthByWeekday(first));
        }

        // Counted from the year's first day, whichever calendar that day falls into.
        var first = HybridCalendar.FirstOfYear(year);
        return best == ofYear ? first + Get(DateField.DayOfYear, 1) - 1 : InWeek(first, Get(DateField.WeekOfYear, 1));
    }

    private long InMonth(long year, Func<long, DateFields, long> count)
    {
        var month = Get(DateField.Month, 0);
        return HybridCalendar.DayOf(
            year + HybridCalendar.FloorDiv(month, 12), (int)HybridCalendar.FloorMod(month, 12) + 1, this, count);
    }

    /// <summary>A day in the n-th week, the week of the first being week 1.</summary>
    private long InWeek(long first, long week) =>
        HybridCalendar.OnOrBefore(HybridCalendar.OnOrBefore(first, 1) + 6, Get(DateField.DayOfWeek, 1)) + (7 * (week - 1));

    /// <summary>The n-th Monday (or other day) of the month; counted from its end where negative.</summary>
    private long InMonthByWeekday(long first)
    {
        var dayOfWeek = Get(DateField.DayOfWeek, 1);
        var nth = Get(DateField.WeekInMonth, 1);
        if (nth >= 0)
        {
            return HybridCalendar.OnOrBefore(first + (7 * nth) - 1, dayOfWeek);
        }

        var (year, month, _) = HybridCalendar.DateOf(first);
        var length = HybridCalendar.FirstOfMonth(month == 12 ? year + 1 : year, (month % 12) + 1) - first;
        return HybridCalendar.OnOrBefore(first + length + (7 * (nth + 1)) - 1, dayOfWeek);
    }
}

/// <summary>What a date is put together from.</summary>
internal enum DateField
{
    /// <summary>0 before, 1 after Christ.</summary>
    Era,

    /// <summary>The year of the era.</summary>
    Year,

    /// <summary>The year that weeks are counted in.</summary>
    WeekYear,

    /// <summary>From 0.</summary>
    Month,

    /// <summary>From 1.</summary>
    WeekOfYear,

    /// <summary>From 1.</summary>
    WeekOfMonth,

    /// <summary>From 1.</summary>
    DayOfYear,

    /// <summary>From 1.</summary>
    DayOfMonth,

    /// <summary>The how manieth of its day of the week in the month, from 1.</summary>
    WeekInMonth,

    /// <summary>1 for Sunday.</summary>
    DayOfWeek,

    /// <summary>0 for AM, 1 for PM.</summary>
    Half,

    /// <summary>From 0, in the half of the day.</summary>
    Hour,

    /// <summary>From 0.</summary>
    HourOfDay,

    /// <summary>From 0.</summary>
    Minute,

    /// <summary>From 0.</summary>
    Second,

    /// <summary>From 0.</summary>
    Millisecond,

    /// <summary>Minutes east of Greenwich.</summary>
    ZoneMinutes,

    /// <summary>How many there are.</summary>
    Count,
}
