namespace Connect.Broker.Kafka.Clients;

/// <summary>
/// Runs calls of librdkafka that end by their own time-out only, so that a token can end the wait for them; counts those that go on,
/// since a client must not be closed under them. Thread-safe.
/// </summary>
internal sealed class BlockingCalls
{
    private readonly Lock _lock = new();
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Runs a call and waits for its end or the token's.</summary>
    public T Run<T>(Func<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter();
        if (!cancellationToken.CanBeCanceled)
        {
            try
            {
                return call();
            }
            finally
            {
                Leave();
            }
        }

        var ended = new ManualResetEventSlim(initialState: false);
        T? result = default;
        Exception? failure = null;
        _ = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    result = call();
                }
                catch (Exception e)
                {
                    // Thrown again where it is waited for.
                    failure = e;
                }
                finally
                {
                    ended.Set();
                    Leave();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        ended.Wait(cancellationToken);
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return result!;
    }

    /// <summary>Ends when no call is going on.</summary>
    public Task WhenIdle()
    {
        lock (_lock)
        {
            return _running == 0 ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Enter()
    {
        lock (_lock)
        {
            _running++;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }
}
