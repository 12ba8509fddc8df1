namespace Connect.Plugins.Transforms.Dates;

/// <summary>
/// Days since 1970-01-01 to calendar dates and back, in the calendar that Java's formats count in: Gregorian from 1582-10-15,
/// Julian before. Years are astronomical (0 is 1 BC). Pure functions.
/// </summary>
internal static class HybridCalendar
{
    /// <summary>The day 1582-10-15, the first Gregorian one.</summary>
    private const long Cutover = -141427;

    /// <summary>Days from 0000-03-01 (Gregorian) to 1970-01-01.</summary>
    private const long GregorianShift = 719468;

    /// <summary>Days from 0000-03-01 (Julian) to 1970-01-01 (Gregorian).</summary>
    private const long JulianShift = 719470;

    /// <summary>The date of a day.</summary>
    public static (long Year, int Month, int Day) DateOf(long epochDay)
    {
        long year;
        long dayOfYear;
        if (epochDay >= Cutover)
        {
            var day = epochDay + GregorianShift;
            var era = FloorDiv(day, 146097);
            var dayOfEra = day - (era * 146097);
            var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
            dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
            year = yearOfEra + (era * 400);
        }
        else
        {
            var day = epochDay + JulianShift;
            var era = FloorDiv(day, 1461);
            var dayOfEra = day - (era * 1461);
            var yearOfEra = (dayOfEra - (dayOfEra / 1460)) / 365;
            dayOfYear = dayOfEra - (365 * yearOfEra);
            year = yearOfEra + (era * 4);
        }

        // Months are counted from March, so that the leap day ends the year.
        var month = ((5 * dayOfYear) + 2) / 153;
        var dayOfMonth = (int)(dayOfYear - (((153 * month) + 2) / 5)) + 1;
        return month < 10 ? (year, (int)month + 3, dayOfMonth) : (year + 1, (int)month - 9, dayOfMonth);
    }

    /// <summary>
    /// The day that comes out when <paramref name="count"/> is applied to the first of the month in the calendar which the
    /// result falls into.
    /// </summary>
    /// <param name="year">The astronomical year.</param>
    /// <param name="month">From 1 to 12.</param>
    /// <param name="count">From the day of the month's first to the wanted day.</param>
    /// <typeparam name="T">What <paramref name="count"/> needs to know.</typeparam>
    /// <param name="state">Given to <paramref name="count"/>.</param>
    public static long DayOf<T>(long year, int month, T state, Func<long, T, long> count)
    {
        var gregorian = count(FirstOfMonth(year, month, gregorian: true), state);
        return gregorian >= Cutover ? gregorian : count(FirstOfMonth(year, month, gregorian: false), state);
    }

    /// <summary>The day of 1 January of a year.</summary>
    public static long FirstOfYear(long year) => DayOf(year, 1, 0, static (first, _) => first);

    /// <summary>The day of the first of a month.</summary>
    public static long FirstOfMonth(long year, int month) => DayOf(year, month, 0, static (first, _) => first);

    /// <summary>The day of the week, 1 for Sunday to 7.</summary>
    public static int DayOfWeek(long epochDay) => (int)FloorMod(epochDay + 4, 7) + 1;

    /// <summary>The last day on or before a day that is a given day of the week (1 for Sunday).</summary>
    public static long OnOrBefore(long epochDay, long dayOfWeek) => epochDay - FloorMod(epochDay + 5 - dayOfWeek, 7);

    /// <summary>Division that rounds down.</summary>
    public static long FloorDiv(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);

    /// <summary>The rest that belongs to <see cref="FloorDiv"/>.</summary>
    public static long FloorMod(long value, long by)
    {
        var rest = value % by;
        return rest < 0 ? rest + by : rest;
    }

    private static long FirstOfMonth(long year, int month, bool gregorian)
    {
        var y = month <= 2 ? year - 1 : year;
        var fromMarch = (month + 9) % 12;
        var dayOfYear = ((153 * fromMarch) + 2) / 5;
        return gregorian
            ? (365 * y) + FloorDiv(y, 4) - FloorDiv(y, 100) + FloorDiv(y, 400) + dayOfYear - GregorianShift
            : (365 * y) + FloorDiv(y, 4) + dayOfYear - JulianShift;
    }
}
