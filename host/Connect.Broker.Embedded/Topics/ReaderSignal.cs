namespace Connect.Broker.Embedded.Topics;

/// <summary>
/// What a reader waits on: set by whoever has news for it. A number counts the news, so that none is missed between looking and
/// waiting. Thread-safe.
/// </summary>
internal sealed class ReaderSignal(TimeProvider time)
{
    private readonly object _gate = new();
    private long _news;

    /// <summary>How much news there was so far; take it before looking.</summary>
    public long News => Volatile.Read(ref _news);

    public void Set()
    {
        lock (_gate)
        {
            _news++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for news after those seen.</summary>
    /// <returns>False when the time ran out before.</returns>
    public bool Wait(long seen, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            return News != seen;
        }

        var expired = false;

        // Neither is disposed of under the gate by a call that waits for its callback.
        using var timer = timeout == Timeout.InfiniteTimeSpan ? null : time.CreateTimer(_ => Pulse(ref expired), null, timeout, Timeout.InfiniteTimeSpan);
        var registration = cancellationToken.Register(static g => PulseOnly(g!), _gate);
        try
        {
            lock (_gate)
            {
                while (_news == seen)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (expired)
                    {
                        return false;
                    }

                    Monitor.Wait(_gate);
                }
            }

            return true;
        }
        finally
        {
            registration.Unregister();
        }
    }

    private static void PulseOnly(object gate)
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private void Pulse(ref bool expired)
    {
        lock (_gate)
        {
            expired = true;
            Monitor.PulseAll(_gate);
        }
    }
}
