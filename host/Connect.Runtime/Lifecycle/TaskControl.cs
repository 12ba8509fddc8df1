namespace Connect.Runtime.Lifecycle;

/// <summary>
/// What is asked of a running task: to run, to pause, to stop, or, when it did not stop in time, to report nothing any more.
/// Thread-safe; the task's thread looks at it between batches.
/// </summary>
internal sealed class TaskControl : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ManualResetEventSlim mayRun;
    private volatile RunTarget target;
    private volatile bool abandoned;
    private volatile bool stopRequested;
    private Exception? failure;

    public TaskControl(RunTarget target)
    {
        this.target = target;
        mayRun = new ManualResetEventSlim(target == RunTarget.Started);
        Stopping = stopping.Token;
    }

    /// <summary>The task's token.</summary>
    public CancellationToken Stopping { get; }

    public bool IsStopping => stopRequested;

    public bool IsPauseWanted => target != RunTarget.Started && !stopRequested;

    public bool IsAbandoned => abandoned;

    /// <summary>The version of the plugin that the task runs; null until it is made.</summary>
    public string? PluginVersion { get; set; }

    /// <summary>An error met off the task's thread, which the task is to fail with; null for none.</summary>
    public Exception? Failure => Volatile.Read(ref failure);

    public void SetTarget(RunTarget wanted)
    {
        target = wanted;
        if (wanted == RunTarget.Started)
        {
            mayRun.Set();
        }
        else
        {
            mayRun.Reset();
        }
    }

    /// <summary>Asks the task to stop. Plugin code registered on the token does not run on the caller's thread.</summary>
    /// <returns>Completes when all that is registered on the token has run.</returns>
    public Task RequestStopAsync()
    {
        stopRequested = true;
        mayRun.Set();
        return stopping.CancelAsync();
    }

    /// <summary>Makes the task end with an error that was met elsewhere; the first one counts.</summary>
    public void Fail(Exception error)
    {
        if (Interlocked.CompareExchange(ref failure, error, null) is null)
        {
            // Callbacks on the token belong to the plugin; what they throw is theirs, and the task ends with the first error.
            _ = RequestStopAsync();
        }
    }

    /// <summary>The task may finish, but commits and reports nothing any more.</summary>
    public void Abandon() => abandoned = true;

    /// <summary>Waits while a pause is wanted; returns when the task may run or is to stop.</summary>
    public void WaitWhilePaused() => mayRun.Wait(CancellationToken.None);

    public void Dispose()
    {
        stopping.Dispose();
        mayRun.Dispose();
    }
}
