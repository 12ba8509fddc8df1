namespace Connect.Foundation;

/// <summary>Growing pauses between tries: doubled from a first one up to a longest one.</summary>
/// <param name="First">The pause after the first failure.</param>
/// <param name="Longest">No pause is longer.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The pause after a number of failures.</summary>
    /// <param name="failures">How many tries failed, from 1.</param>
    public TimeSpan After(int failures)
    {
        // Beyond 2^30 the longest pause has been reached whatever the first one is.
        var factor = 1L << Math.Clamp(failures - 1, 0, 30);
        var ticks = Math.Min((double)First.Ticks * factor, Longest.Ticks);
        return TimeSpan.FromTicks((long)ticks);
    }
}
