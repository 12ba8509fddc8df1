namespace Connect.Cluster.References;

/// <summary>
/// Restarts connectors when values that config providers gave them run out. One timer a connector: the value that runs out first
/// decides, since a restart looks all of them up again. Thread-safe.
/// </summary>
internal sealed class ReloadTimers(TimeProvider time, Action<string> reload) : IDisposable
{
    // The most that timers take.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Lock gate = new();
    private readonly Dictionary<string, ITimer> timers = new(StringComparer.Ordinal);
    private bool isDisposed;

    /// <summary>Restarts a connector after the shortest of the times; at no time if there is none.</summary>
    public void Schedule(string connector, IEnumerable<TimeSpan> ttls)
    {
        TimeSpan? shortest = null;
        foreach (var ttl in ttls)
        {
            // A value that is good for no time at all would restart its connector without end.
            if (ttl > TimeSpan.Zero && (shortest is null || ttl < shortest))
            {
                shortest = ttl;
            }
        }

        lock (gate)
        {
            Remove(connector);
            if (shortest is { } due && !isDisposed)
            {
                timers[connector] = time.CreateTimer(
                    static state => ((Due)state!).Run(), new Due(this, connector), due > Longest ? Longest : due, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Restarts a connector no more.</summary>
    public void Cancel(string connector)
    {
        lock (gate)
        {
            Remove(connector);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            foreach (var connector in timers.Keys.ToArray())
            {
                Remove(connector);
            }
        }
    }

    private void Remove(string connector)
    {
        if (timers.Remove(connector, out var timer))
        {
            timer.Dispose();
        }
    }

    private void Fire(string connector)
    {
        lock (gate)
        {
            if (isDisposed || !timers.ContainsKey(connector))
            {
                return;
            }

            Remove(connector);
        }

        reload(connector);
    }

    private sealed record Due(ReloadTimers Timers, string Connector)
    {
        public void Run() => Timers.Fire(Connector);
    }
}
