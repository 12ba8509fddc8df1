namespace Connect.Runtime.Metrics;

/// <summary>
/// How fast a counter grows, a second, over the last windows. It costs nothing where things are counted: the counter's value is taken
/// down when somebody looks, and at the end of every window.
/// </summary>
internal sealed class CounterRate
{
    private readonly MetricWindows windows;
    private readonly Func<long> counter;
    private readonly Lock gate = new();
    private readonly Queue<(long At, long Value)> earlier = new();
    private long last;

    public CounterRate(MetricWindows windows, Func<long> counter)
    {
        this.windows = windows;
        this.counter = counter;
        last = windows.Time.GetTimestamp();
        earlier.Enqueue((last, 0));
    }

    /// <summary>Events a second; counted from a whole window at least, so that the first seconds do not show a peak.</summary>
    public double PerSecond
    {
        get
        {
            var now = windows.Time.GetTimestamp();
            var value = counter();
            lock (gate)
            {
                TakeDown(now, value);
                var (at, before) = earlier.Peek();
                var seconds = windows.Time.GetElapsedTime(at, now).TotalSeconds;
                return (value - before) / Math.Max(seconds, windows.Length.TotalSeconds * Math.Max(1, windows.Count - 1));
            }
        }
    }

    /// <summary>Takes the counter's value down if a window is over.</summary>
    public void Tick()
    {
        var value = counter();
        lock (gate)
        {
            TakeDown(windows.Time.GetTimestamp(), value);
        }
    }

    private void TakeDown(long now, long value)
    {
        if (windows.Time.GetElapsedTime(last, now) < windows.Length)
        {
            return;
        }

        last = now;
        earlier.Enqueue((now, value));
        while (earlier.Count > windows.Count)
        {
            earlier.Dequeue();
        }
    }
}
