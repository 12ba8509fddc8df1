using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster.Standalone;

/// <summary>
/// Work about connectors: about one connector it comes one after the other, about several at the same time. A caller that gives up leaves
/// its work going.
/// </summary>
internal sealed partial class ConnectorTurns(ILogger logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> background = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Ends when the herder stops: the token of all work.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Runs work about a connector after what was asked before.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var running = InTurnAsync(name, work);
        background[running] = true;
        _ = running.ContinueWith(t => background.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await running.WaitAsync(cancellationToken);
    }

    /// <summary>Sees that what nobody waits for is not lost when it fails.</summary>
    public void Own(Task work, string name) => _ = work.ContinueWith(
        t =>
        {
            if (t.Exception?.InnerException is { } error and not OperationCanceledException)
            {
                Log.BackgroundFailed(logger, name, error);
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>Cancels all work and waits for its end.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(background.Keys);
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    private async Task<T> InTurnAsync<T>(string name, Func<Task<T>> work)
    {
        var gate = gates.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(stopping.Token);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 502, Level = LogLevel.Error, Message = "A change of connector {Connector} failed")]
        public static partial void BackgroundFailed(ILogger logger, string connector, Exception error);
    }
}
