namespace Connect.Runtime.Metrics;

/// <summary>How starts went. Thread-safe.</summary>
internal sealed class StartCounts
{
    private long succeeded;
    private long failed;

    public long Successes => Volatile.Read(ref succeeded);

    public long Failures => Volatile.Read(ref failed);

    public long Attempts => Successes + Failures;

    /// <summary>From 0 to 1; 0 before the first start, as Java's.</summary>
    public double SuccessRatio => Attempts is > 0 and var all ? (double)Successes / all : 0;

    /// <summary>From 0 to 1; 0 before the first start, as Java's.</summary>
    public double FailureRatio => Attempts is > 0 and var all ? (double)Failures / all : 0;

    public void Succeeded() => Interlocked.Increment(ref succeeded);

    public void Failed() => Interlocked.Increment(ref failed);
}
