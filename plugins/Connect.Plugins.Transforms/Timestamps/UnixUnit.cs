namespace Connect.Plugins.Transforms.Timestamps;

/// <summary>What Unix time counts. Immutable.</summary>
/// <param name="perMilli">How many make a millisecond, where it is finer; else 1.</param>
/// <param name="millis">How many milliseconds one is, where it is coarser; else 1.</param>
internal readonly struct UnixUnit(long perMilli, long millis)
{
    /// <summary>The unit that <c>unix.precision</c> names.</summary>
    /// <param name="name">One of the names that the setting allows.</param>
    public static UnixUnit Named(string name) => name switch
    {
        "seconds" => new UnixUnit(1, 1000),
        "microseconds" => new UnixUnit(1000, 1),
        "nanoseconds" => new UnixUnit(1_000_000, 1),
        _ => new UnixUnit(1, 1),
    };

    /// <summary>Milliseconds; the lowest or highest there is where they do not fit.</summary>
    /// <param name="value">The count.</param>
    public long ToMillis(long value) => Times(value / perMilli, millis);

    /// <summary>The count of milliseconds; the lowest or highest there is where it does not fit.</summary>
    /// <param name="value">The milliseconds.</param>
    public long FromMillis(long value) => Times(value / millis, perMilli);

    private static long Times(long value, long by) =>
        value > long.MaxValue / by ? long.MaxValue : value < long.MinValue / by ? long.MinValue : value * by;
}
