namespace Connect.Foundation;

/// <summary>
/// Runs one action again and again, never twice at a time, each time it is signalled; signals that come while it runs are one more
/// run. On the thread pool, where the action must not block, since many lanes share its few threads; or on a thread of its own, where
/// the action may block for long and completes before it returns.
/// </summary>
/// <remarks>Thread-safe. The action must not throw: it owns its errors.</remarks>
public sealed class SerialLane
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int RunningAndSignalled = 2;

    private readonly Func<ValueTask> action;
    private readonly AutoResetEvent? wake;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state;
    private volatile bool completing;

    /// <summary>Makes one.</summary>
    /// <param name="action">What to run.</param>
    /// <param name="threadName">The name of a thread of its own; null to use the thread pool.</param>
    public SerialLane(Func<ValueTask> action, string? threadName = null)
    {
        this.action = action;
        if (threadName is not null)
        {
            wake = new AutoResetEvent(initialState: false);
            new Thread(RunOnThread) { IsBackground = true, Name = threadName }.UnsafeStart();
        }
    }

    /// <summary>Asks for a run.</summary>
    public void Signal()
    {
        if (wake is not null)
        {
            wake.Set();
            return;
        }

        while (true)
        {
            var seen = Volatile.Read(ref state);
            if (seen == RunningAndSignalled)
            {
                return;
            }

            var next = seen == Idle ? Running : RunningAndSignalled;
            if (Interlocked.CompareExchange(ref state, next, seen) == seen)
            {
                if (seen == Idle)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.RunOnPoolAsync(), this, preferLocal: false);
                }

                return;
            }
        }
    }

    /// <summary>Runs once more, then never again.</summary>
    /// <returns>Completes after the last run.</returns>
    public Task CompleteAsync()
    {
        completing = true;
        Signal();
        return ended.Task;
    }

    private async Task RunOnPoolAsync()
    {
        while (true)
        {
            // Read before the run: what is asked for during the run gets a run of its own.
            var last = completing;
            await action();
            if (last)
            {
                ended.TrySetResult();
            }

            if (Interlocked.CompareExchange(ref state, Idle, Running) == Running)
            {
                return;
            }

            Volatile.Write(ref state, Running);
        }
    }

    private void RunOnThread()
    {
        bool last;
        do
        {
            wake!.WaitOne();
            last = completing;
            action().AsTask().GetAwaiter().GetResult();
        }
        while (!last);
        ended.TrySetResult();
        wake.Dispose();
    }
}
