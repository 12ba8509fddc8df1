namespace Connect.Runtime.Metrics;

/// <summary>Figures of a source task: group <c>source-task-metrics</c>.</summary>
internal sealed class SourceTaskMetrics : TaskMetrics
{
    private long polled;
    private long written;
    private long passed;

    public SourceTaskMetrics(ConnectorTaskId id, MetricWindows windows)
        : base(id, windows)
    {
        PollTime = new SampledValue(windows);
        PollRate = Rate(() => Polled);
        WriteRate = Rate(() => Written);
    }

    /// <summary>In milliseconds.</summary>
    public SampledValue PollTime { get; }

    public CounterRate PollRate { get; }

    public CounterRate WriteRate { get; }

    public long Polled => Volatile.Read(ref polled);

    public long Written => Volatile.Read(ref written);

    /// <summary>Records that were polled and are neither in the log nor dropped.</summary>
    public long ActiveCount => Math.Max(0, Polled - Written - Volatile.Read(ref passed));

    /// <summary>A batch came. On the task's thread.</summary>
    public void Poll(int count, long began)
    {
        Volatile.Write(ref polled, polled + count);
        PollTime.Record(MillisecondsSince(began));
        BatchSize.Record(count);
        Active.Record(ActiveCount);
    }

    /// <summary>A record is in the log.</summary>
    public void Wrote() => Interlocked.Increment(ref written);

    /// <summary>A record was dropped, or failed and was passed over.</summary>
    public void Passed() => Interlocked.Increment(ref passed);
}
