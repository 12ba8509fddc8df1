namespace Connect.Cluster.Restarts;

/// <summary>A restart whose time is to come, or has come. Not thread-safe.</summary>
/// <param name="at">When it is due.</param>
internal sealed class PendingRestart(DateTimeOffset at) : IDisposable
{
    private ITimer? timer;

    public DateTimeOffset At => at;

    /// <summary>Whether its timer has fired. The timer decides and no clock: clocks are put back, and timers fire early by a little.</summary>
    public bool IsDue { get; set; }

    public void Start(TimeProvider time, TimeSpan wait, Action fired) =>
        timer = time.CreateTimer(static state => ((Action)state!)(), fired, wait, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();
}
