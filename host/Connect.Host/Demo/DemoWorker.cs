using Connect.Broker;

namespace Connect.Host.Demo;

/// <summary>The worker that the demo drives: over REST as any client does, and through its log to look at topics.</summary>
/// <param name="RestUrl">Where REST listens.</param>
/// <param name="Broker">The worker's log: the embedded one serves a single process, so nobody else can look into it.</param>
/// <param name="Ended">Completes when the worker ends, faulted when it failed.</param>
/// <param name="Worker">Stops the worker gracefully when disposed.</param>
internal sealed record DemoWorker(Uri RestUrl, IBroker Broker, Task Ended, IAsyncDisposable Worker) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Worker.DisposeAsync();
}

/// <summary>Starts a worker that logs warnings and errors only.</summary>
/// <param name="settings">The worker's settings.</param>
/// <param name="cancellationToken">Gives up.</param>
internal delegate Task<DemoWorker> StartWorker(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken);
