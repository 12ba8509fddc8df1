namespace Connect.Runtime.Metrics;

/// <summary>Figures of a sink task: group <c>sink-task-metrics</c>. Written on the task's thread.</summary>
internal sealed class SinkTaskMetrics : TaskMetrics
{
    private long read;
    private long sent;
    private long active;
    private long partitions;
    private long commitSequence;
    private long completedCommits;
    private long skippedCommits;

    public SinkTaskMetrics(ConnectorTaskId id, MetricWindows windows)
        : base(id, windows)
    {
        PutTime = new SampledValue(windows);
        ReadRate = Rate(() => Read);
        SendRate = Rate(() => Sent);
        CompletionRate = Rate(() => CompletedCommits);
        SkipRate = Rate(() => SkippedCommits);
    }

    /// <summary>In milliseconds.</summary>
    public SampledValue PutTime { get; }

    public CounterRate ReadRate { get; }

    public CounterRate SendRate { get; }

    public CounterRate CompletionRate { get; }

    public CounterRate SkipRate { get; }

    public long Read => Volatile.Read(ref read);

    public long Sent => Volatile.Read(ref sent);

    /// <summary>Records that were read and whose offsets are not committed.</summary>
    public long ActiveCount => Volatile.Read(ref active);

    public long Partitions
    {
        get => Volatile.Read(ref partitions);
        set => Volatile.Write(ref partitions, value);
    }

    public long CommitSequence => Volatile.Read(ref commitSequence);

    public long CompletedCommits => Volatile.Read(ref completedCommits);

    /// <summary>Answers to commits that came too late.</summary>
    public long SkippedCommits => Volatile.Read(ref skippedCommits);

    public void Polled(int count) => Volatile.Write(ref read, read + count);

    /// <summary>A batch was put.</summary>
    public void Put(int count, long began)
    {
        Volatile.Write(ref sent, sent + count);
        PutTime.Record(MillisecondsSince(began));
        BatchSize.Record(count);
    }

    public void SetActive(long count)
    {
        Volatile.Write(ref active, count);
        Active.Record(count);
    }

    public void CommitBegins() => Volatile.Write(ref commitSequence, commitSequence + 1);

    public void CommitSkipped() => Volatile.Write(ref skippedCommits, skippedCommits + 1);

    /// <inheritdoc/>
    public override void Committed(double milliseconds, bool succeeded)
    {
        base.Committed(milliseconds, succeeded);
        if (succeeded)
        {
            Interlocked.Increment(ref completedCommits);
        }
    }
}
