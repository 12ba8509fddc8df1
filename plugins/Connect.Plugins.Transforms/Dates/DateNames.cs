namespace Connect.Plugins.Transforms.Dates;

/// <summary>The English names in dates, as Java writes them, and zone names that are read.</summary>
internal static class DateNames
{
    /// <summary>January to December.</summary>
    public static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>Jan to Dec.</summary>
    public static readonly string[] ShortMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>Sunday to Saturday.</summary>
    public static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>Sun to Sat.</summary>
    public static readonly string[] ShortDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>Before and after Christ.</summary>
    public static readonly string[] Eras = ["Before Christ", "Anno Domini"];

    /// <summary>BC and AD.</summary>
    public static readonly string[] ShortEras = ["BC", "AD"];

    /// <summary>AM and PM.</summary>
    public static readonly string[] Halves = ["AM", "PM"];

    /// <summary>Zones by name, with their minutes east of Greenwich. GMT with an offset is read apart.</summary>
    public static readonly (string Name, int Minutes)[] Zones =
    [
        ("Coordinated Universal Time", 0), ("Greenwich Mean Time", 0), ("UTC", 0), ("GMT", 0), ("WET", 0), ("WEST", 60), ("BST", 60),
        ("CET", 60), ("CEST", 120), ("EET", 120), ("EEST", 180), ("MSK", 180), ("IST", 330), ("JST", 540), ("KST", 540),
        ("EST", -300), ("EDT", -240), ("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360), ("PST", -480), ("PDT", -420),
        ("AKST", -540), ("AKDT", -480), ("HST", -600),
    ];

    /// <summary>The longest name that a text goes on with, without regard to case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to look.</param>
    /// <param name="names">The names.</param>
    /// <param name="length">In: the length that is to be beaten; out: the length found.</param>
    /// <returns>Its index, or -1 where none is longer.</returns>
    public static int Longest(string text, int at, string[] names, ref int length)
    {
        var found = -1;
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            if (name.Length > length && string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                found = i;
                length = name.Length;
            }
        }

        return found;
    }
}
