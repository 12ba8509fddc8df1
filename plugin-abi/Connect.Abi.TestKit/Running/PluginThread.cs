using System.Threading.Channels;

namespace Connect.Abi.TestKit.Running;

/// <summary>
/// A thread on which a plugin is called, as the host does it: a plain one, without a synchronization context, one call at a time. A call
/// that never ends keeps only this thread, which does not keep the process.
/// </summary>
internal sealed class PluginThread : IDisposable
{
    private readonly Channel<Action> calls = Channel.CreateBounded<Action>(16);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PluginThread(string name) => new Thread(Run) { Name = name, IsBackground = true }.UnsafeStart();

    /// <summary>Completes when the thread has ended.</summary>
    public Task Ended => ended.Task;

    /// <summary>Calls on the thread, and awaits there.</summary>
    public Task<T> RunAsync<T>(Func<ValueTask<T>> call)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = calls.Writer.TryWrite(() =>
        {
            try
            {
                done.SetResult(call().AsTask().GetAwaiter().GetResult());
            }
            catch (Exception error)
            {
                // The edge to the plugin: whoever awaits the call gets what it threw.
                done.SetException(error);
            }
        });
        return taken
            ? done.Task
            : throw new InvalidOperationException("The thread has ended, or too many calls wait for one that does not end.");
    }

    /// <summary>Calls on the thread, and awaits there.</summary>
    public Task RunAsync(Func<ValueTask> call) => RunAsync(async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    });

    /// <summary>Lets the thread end after the calls so far.</summary>
    public void Dispose() => calls.Writer.TryComplete();

    private void Run()
    {
        while (calls.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            while (calls.Reader.TryRead(out var call))
            {
                call();
            }
        }

        ended.SetResult();
    }
}
