using Connect.Pipeline;

namespace Connect.Runtime.Metrics;

/// <summary>Figures of a task, of either kind: group <c>connector-task-metrics</c>. Written on the task's threads, read from any.</summary>
internal abstract class TaskMetrics
{
    private readonly TimeProvider time;
    private readonly List<CounterRate> rates = [];
    private long commits;
    private long failedCommits;

    protected TaskMetrics(ConnectorTaskId id, MetricWindows windows)
    {
        Id = id;
        Windows = windows;
        time = windows.Time;
        States = new StateTimes(time);
        CommitTime = new SampledValue(windows);
        BatchSize = new SampledValue(windows);
        Active = new SampledValue(windows);
    }

    public ConnectorTaskId Id { get; }

    public StateTimes States { get; }

    /// <summary>In milliseconds, of commits that succeeded.</summary>
    public SampledValue CommitTime { get; }

    public SampledValue BatchSize { get; }

    /// <summary>Records that are under way, at the ends of batches.</summary>
    public SampledValue Active { get; }

    public ErrorCounts Errors { get; } = new();

    /// <summary>Of all commits of offsets; NaN before the first.</summary>
    public double CommitFailureRatio => Volatile.Read(ref commits) is > 0 and var all ? (double)Volatile.Read(ref failedCommits) / all : double.NaN;

    protected MetricWindows Windows { get; }

    /// <summary>A moment to measure from.</summary>
    public long Now => time.GetTimestamp();

    public double MillisecondsSince(long moment) => time.GetElapsedTime(moment).TotalMilliseconds;

    /// <summary>Offsets were committed, or could not be.</summary>
    /// <param name="milliseconds">How long it took.</param>
    /// <param name="succeeded">Whether they were.</param>
    public virtual void Committed(double milliseconds, bool succeeded)
    {
        Interlocked.Increment(ref commits);
        if (succeeded)
        {
            CommitTime.Record(milliseconds);
        }
        else
        {
            Interlocked.Increment(ref failedCommits);
        }
    }

    /// <summary>A window of time is over, maybe.</summary>
    public void Tick() => rates.ForEach(static rate => rate.Tick());

    protected CounterRate Rate(Func<long> counter)
    {
        var rate = new CounterRate(Windows, counter);
        rates.Add(rate);
        return rate;
    }
}
