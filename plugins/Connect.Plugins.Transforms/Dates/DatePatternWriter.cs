using System.Globalization;
using System.Text;

namespace Connect.Plugins.Transforms.Dates;

/// <summary>Writes a time by a pattern's parts. Stateless.</summary>
internal static class DatePatternWriter
{
    /// <summary>Appends a time.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="parts">The pattern.</param>
    /// <param name="epochMillis">Milliseconds since the epoch.</param>
    public static void Write(StringBuilder to, DatePatternPart[] parts, long epochMillis)
    {
        var epochDay = HybridCalendar.FloorDiv(epochMillis, 86_400_000);
        var millisOfDay = (int)(epochMillis - (epochDay * 86_400_000));
        var (year, month, day) = HybridCalendar.DateOf(epochDay);
        foreach (var part in parts)
        {
            if (part.Letter == '\0')
            {
                to.Append(part.Literal);
            }
            else if (part.Letter is 'H' or 'k' or 'K' or 'h' or 'm' or 's' or 'S' or 'a')
            {
                WriteTime(to, part, millisOfDay);
            }
            else
            {
                WriteDate(to, part, epochDay, year, month, day);
            }
        }
    }

    private static void WriteTime(StringBuilder to, DatePatternPart part, int millisOfDay)
    {
        var hour = millisOfDay / 3_600_000;
        switch (part.Letter)
        {
            case 'a':
                to.Append(DateNames.Halves[hour / 12]);
                break;
            case 'H':
                Number(to, hour, part.Count);
                break;
            case 'k':
                Number(to, hour == 0 ? 24 : hour, part.Count);
                break;
            case 'K':
                Number(to, hour % 12, part.Count);
                break;
            case 'h':
                Number(to, hour % 12 == 0 ? 12 : hour % 12, part.Count);
                break;
            case 'm':
                Number(to, millisOfDay / 60_000 % 60, part.Count);
                break;
            case 's':
                Number(to, millisOfDay / 1000 % 60, part.Count);
                break;
            default:
                Number(to, millisOfDay % 1000, part.Count);
                break;
        }
    }

    private static void WriteDate(StringBuilder to, DatePatternPart part, long epochDay, long year, int month, int day)
    {
        switch (part.Letter)
        {
            case 'G':
                to.Append(DateNames.ShortEras[year > 0 ? 1 : 0]);
                break;
            case 'y':
                Year(to, year > 0 ? year : 1 - year, part.Count);
                break;
            case 'Y':
                Year(to, WeekOf(epochDay, year).Year, part.Count);
                break;
            case 'M' or 'L' when part.Count >= 3:
                to.Append((part.Count >= 4 ? DateNames.Months : DateNames.ShortMonths)[month - 1]);
                break;
            case 'M' or 'L':
                Number(to, month, part.Count);
                break;
            case 'w':
                Number(to, WeekOf(epochDay, year).Week, part.Count);
                break;
            case 'W':
                Number(to, Weeks(HybridCalendar.FirstOfMonth(year, month), epochDay), part.Count);
                break;
            case 'D':
                Number(to, epochDay - HybridCalendar.FirstOfYear(year) + 1, part.Count);
                break;
            case 'd':
                Number(to, day, part.Count);
                break;
            case 'F':
                Number(to, ((day - 1) / 7) + 1, part.Count);
                break;
            case 'E':
                to.Append((part.Count >= 4 ? DateNames.Days : DateNames.ShortDays)[HybridCalendar.DayOfWeek(epochDay) - 1]);
                break;
            case 'u':
                var dayOfWeek = HybridCalendar.DayOfWeek(epochDay);
                Number(to, dayOfWeek == 1 ? 7 : dayOfWeek - 1, part.Count);
                break;
            case 'z':
                to.Append(part.Count >= 4 ? "Coordinated Universal Time" : "UTC");
                break;
            case 'Z':
                to.Append("+0000");
                break;
            default:
                to.Append('Z');
                break;
        }
    }

    /// <summary>The week of the year, weeks beginning on Sunday and the first one holding 1 January, and the year it counts in.</summary>
    private static (long Year, long Week) WeekOf(long epochDay, long year)
    {
        var next = HybridCalendar.OnOrBefore(HybridCalendar.FirstOfYear(year + 1), 1);
        return epochDay >= next ? (year + 1, 1) : (year, Weeks(HybridCalendar.FirstOfYear(year), epochDay));
    }

    private static long Weeks(long first, long epochDay) => ((epochDay - HybridCalendar.OnOrBefore(first, 1)) / 7) + 1;

    private static void Year(StringBuilder to, long year, int count)
    {
        if (count == 2)
        {
            Number(to, HybridCalendar.FloorMod(year, 100), 2);
        }
        else
        {
            Number(to, year, count);
        }
    }

    private static void Number(StringBuilder to, long value, int digits)
    {
        if (digits == 2 && value is >= 0 and < 100)
        {
            to.Append((char)('0' + ((uint)value / 10))).Append((char)('0' + ((uint)value % 10)));
            return;
        }

        Span<char> text = stackalloc char[20];
        _ = Math.Abs(value).TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        if (value < 0)
        {
            to.Append('-');
        }

        if (digits > length)
        {
            to.Append('0', digits - length);
        }

        to.Append(text[..length]);
    }
}
