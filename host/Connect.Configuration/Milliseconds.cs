namespace Connect.Configuration;

/// <summary>Turns milliseconds of settings into spans; what is too long for a timer is cut to the longest that timers take.</summary>
internal static class Milliseconds
{
    private const long Longest = int.MaxValue;

    public static TimeSpan ToSpan(object? value) => TimeSpan.FromMilliseconds(Math.Clamp(value is long number ? number : 0, 0, Longest));

    /// <summary>As <see cref="ToSpan"/>, with every negative number for no end.</summary>
    public static TimeSpan ToSpanOrInfinite(object? value) =>
        value is long and < 0 ? Timeout.InfiniteTimeSpan : ToSpan(value);
}
