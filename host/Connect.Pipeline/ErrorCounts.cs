namespace Connect.Pipeline;

/// <summary>What failed on the way of a task's records: group <c>task-error-metrics</c>. Counted from any thread, read from any.</summary>
public sealed class ErrorCounts
{
    private long failures;
    private long errors;
    private long skipped;
    private long retries;
    private long logged;
    private long letters;
    private long failedLetters;
    private long lastError;

    /// <summary>Steps that failed, each try counted (<c>total-record-failures</c>).</summary>
    public long Failures => Volatile.Read(ref failures);

    /// <summary>Records that failed for good (<c>total-record-errors</c>).</summary>
    public long Errors => Volatile.Read(ref errors);

    /// <summary>Records that failed and were passed over (<c>total-records-skipped</c>).</summary>
    public long Skipped => Volatile.Read(ref skipped);

    /// <summary>Steps that were tried again (<c>total-retries</c>).</summary>
    public long Retries => Volatile.Read(ref retries);

    /// <summary>Errors in the error log (<c>total-errors-logged</c>).</summary>
    public long Logged => Volatile.Read(ref logged);

    /// <summary>Dead letters that were to be written (<c>deadletterqueue-produce-requests</c>).</summary>
    public long Letters => Volatile.Read(ref letters);

    /// <summary>Dead letters that could not be (<c>deadletterqueue-produce-failures</c>).</summary>
    public long FailedLetters => Volatile.Read(ref failedLetters);

    /// <summary>When a record failed last, in milliseconds since 1970; 0 for never (<c>last-error-timestamp</c>).</summary>
    public long LastError => Volatile.Read(ref lastError);

    internal void Failed() => Interlocked.Increment(ref failures);

    internal void Retried() => Interlocked.Increment(ref retries);

    internal void Error(DateTimeOffset at)
    {
        Interlocked.Increment(ref errors);
        Volatile.Write(ref lastError, at.ToUnixTimeMilliseconds());
    }

    internal void Skip() => Interlocked.Increment(ref skipped);

    internal void Log() => Interlocked.Increment(ref logged);

    internal void Letter() => Interlocked.Increment(ref letters);

    internal void LetterFailed() => Interlocked.Increment(ref failedLetters);
}
