namespace Connect.Foundation;

/// <summary>Blocking waits for the threads that may block (a task's own), by an injected clock and with a way out.</summary>
public static class CancellableWait
{
    /// <summary>Waits for a time, or until cancelled.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="duration">How long; nothing to wait for when not positive.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when the time is over, false when cancelled before.</returns>
    public static bool Wait(TimeProvider time, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (duration <= TimeSpan.Zero)
        {
            return !cancellationToken.IsCancellationRequested;
        }

        using var elapsed = new ManualResetEventSlim();
        using var timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), elapsed, duration, Timeout.InfiniteTimeSpan);
        try
        {
            elapsed.Wait(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
