namespace Connect.Broker.Embedded.Committing;

/// <summary>Work that one caller waits for, by awaiting or by blocking.</summary>
internal abstract class CallWork : LogWork
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _done = new();

    public sealed override void Complete(BrokerException? error)
    {
        if (error is null)
        {
            _completion.SetResult();
        }
        else
        {
            _completion.SetException(error);

            // A caller that gave up waiting leaves nobody to look at it.
            _ = _completion.Task.Exception;
        }

        _done.Set();
        OnCompleted(error);
    }

    /// <summary>Hands the work over and waits for its end.</summary>
    public async Task RunAsync(CommitQueue queue, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        queue.Add(this);
        await _completion.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Hands the work over and blocks until its end.</summary>
    public void Run(CommitQueue queue, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        queue.Add(this);
        _done.Wait(cancellationToken);
        _completion.Task.GetAwaiter().GetResult();
    }

    /// <summary>Called on the commit thread after the caller was told.</summary>
    protected virtual void OnCompleted(BrokerException? error)
    {
    }
}
