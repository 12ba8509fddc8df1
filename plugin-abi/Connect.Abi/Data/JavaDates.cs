using System.Globalization;
using System.Text;

namespace Connect.Abi.Data;

/// <summary>
/// Dates as Java's calendar counts them, in UTC: Gregorian from 1582-10-15, Julian before, fields out of range carried over into the
/// next ones when read.
/// </summary>
internal static class JavaDates
{
    // 1582-10-15, in days since 1970-01-01.
    private const long FirstGregorianDay = -141427;

    private static readonly string[] Weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>Appends the text that Java's <c>Date.toString</c> gives, for example <c>Tue Nov 14 22:13:20 UTC 2023</c>.</summary>
    public static void AppendText(StringBuilder builder, long millis)
    {
        var days = FloorDiv(millis, EpochMillis.PerDay);
        var (year, month, day) = FromDays(days);
        var weekday = Weekdays[(int)(((days % 7) + 7) % 7)];
        builder.Append(CultureInfo.InvariantCulture, $"{weekday} {Months[month - 1]} {day:00} ");
        AppendTime(builder, millis, withMillis: false);
        builder.Append(CultureInfo.InvariantCulture, $" UTC {(year > 0 ? year : 1 - year)}");
    }

    /// <summary>Appends <c>yyyy-MM-dd</c>.</summary>
    public static void AppendDate(StringBuilder builder, long millis)
    {
        var (year, month, day) = FromDays(FloorDiv(millis, EpochMillis.PerDay));
        builder.Append(CultureInfo.InvariantCulture, $"{(year > 0 ? year : 1 - year):0000}-{month:00}-{day:00}");
    }

    /// <summary>Appends <c>HH:mm:ss</c>, and <c>.SSS</c> where asked for.</summary>
    public static void AppendTime(StringBuilder builder, long millis, bool withMillis)
    {
        var rest = EpochMillis.MillisOfDay(millis);
        builder.Append(CultureInfo.InvariantCulture, $"{rest / 3600000:00}:{rest / 60000 % 60:00}:{rest / 1000 % 60:00}");
        if (withMillis)
        {
            builder.Append(CultureInfo.InvariantCulture, $".{rest % 1000:000}");
        }
    }

    /// <summary>The days since 1970-01-01 of a date; months and days out of range are carried over.</summary>
    public static long ToDays(long year, long month, long day)
    {
        var zeroBased = month - 1;
        year += Math.DivRem(zeroBased, 12).Quotient - (zeroBased % 12 < 0 ? 1 : 0);
        month = ((zeroBased % 12) + 12) % 12;

        // Months counted from March, so that the leap day is a year's last.
        var shifted = month < 2 ? year - 1 : year;
        var fromMarch = (month + 10) % 12;
        var dayOfYear = ((153 * fromMarch) + 2) / 5;
        var gregorian = (shifted * 365) + FloorDiv(shifted, 4) - FloorDiv(shifted, 100) + FloorDiv(shifted, 400) + dayOfYear + day - 1 - 719468;
        return gregorian >= FirstGregorianDay
            ? gregorian
            : (shifted * 365) + FloorDiv(shifted, 4) + dayOfYear + day - 1 - 719470;
    }

    /// <summary>The date of a number of days since 1970-01-01; year 0 is 1 BC.</summary>
    public static (long Year, int Month, int Day) FromDays(long days)
    {
        long year;
        long dayOfYear;
        if (days >= FirstGregorianDay)
        {
            var shifted = days + 719468;
            var era = FloorDiv(shifted, 146097);
            var dayOfEra = shifted - (era * 146097);
            var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
            year = yearOfEra + (era * 400);
            dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        }
        else
        {
            var shifted = days + 719470;
            var era = FloorDiv(shifted, 1461);
            var dayOfEra = shifted - (era * 1461);
            var yearOfEra = (dayOfEra - (dayOfEra / 1460)) / 365;
            year = yearOfEra + (era * 4);
            dayOfYear = dayOfEra - (365 * yearOfEra);
        }

        var fromMarch = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * fromMarch) + 2) / 5) + 1);
        var month = (int)(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9);
        return (month <= 2 ? year + 1 : year, month, day);
    }

    private static long FloorDiv(long value, long divisor)
    {
        var (quotient, rest) = Math.DivRem(value, divisor);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
