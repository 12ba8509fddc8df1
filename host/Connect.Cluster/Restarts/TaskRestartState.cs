namespace Connect.Cluster.Restarts;

/// <summary>What is known of a task that has failed: how often it was restarted, and when it will be. Not thread-safe.</summary>
internal sealed class TaskRestartState(TimeProvider time)
{
    private long? runningSince;

    /// <summary>How often it was restarted since the count began.</summary>
    public int Restarts { get; private set; }

    /// <summary>The restart to come; null where there is none.</summary>
    public PendingRestart? Pending { get; private set; }

    /// <summary>Why it failed last; null where nothing is known.</summary>
    public string? LastError { get; private set; }

    /// <summary>Whether it has failed and was not restarted since.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The count as a failure now would find it.</summary>
    public int RestartsNow(TimeSpan reset) => runningSince is { } since && time.GetElapsedTime(since) >= reset ? 0 : Restarts;

    public void Failed(string? error, TimeSpan reset)
    {
        Cancel();
        Restarts = RestartsNow(reset);
        runningSince = null;
        LastError = error;
        HasFailed = true;
    }

    /// <summary>It has not failed: it runs, or idles.</summary>
    public void Changed(bool isRunning)
    {
        HasFailed = false;
        runningSince = isRunning ? time.GetTimestamp() : null;
    }

    public void Schedule(PendingRestart pending)
    {
        Cancel();
        Pending = pending;
    }

    /// <summary>Takes the restart that is due; false where there is none.</summary>
    public bool TryBegin()
    {
        if (!HasFailed || Pending is not { IsDue: true })
        {
            return false;
        }

        Cancel();
        HasFailed = false;
        Restarts++;
        return true;
    }

    public void Cancel()
    {
        Pending?.Dispose();
        Pending = null;
    }
}
