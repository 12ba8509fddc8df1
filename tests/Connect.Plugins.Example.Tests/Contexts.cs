using System.Diagnostics.Metrics;
using Connect.Abi.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Plugins.Example.Tests;

/// <summary>What a worker hands to a source task: the offsets stored so far.</summary>
internal sealed class TaskContext(Dictionary<string, long>? positions = null) : ISourceTaskContext, IOffsetStorageReader
{
    public IReadOnlyDictionary<string, string> Configs => new Dictionary<string, string>();

    public IOffsetStorageReader OffsetStorageReader => this;

    public ITransactionContext? TransactionContext => null;

    public Meter Metrics { get; } = new("test");

    public ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(
        IReadOnlyDictionary<string, object?> partition, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            positions is not null && positions.TryGetValue((string)partition["file"]!, out var position)
                ? (IReadOnlyDictionary<string, object?>?)new Dictionary<string, object?> { ["position"] = position }
                : null);

    public async ValueTask<IReadOnlyList<SourceOffset>> OffsetsAsync(
        IReadOnlyList<IReadOnlyDictionary<string, object?>> partitions, CancellationToken cancellationToken)
    {
        var offsets = new List<SourceOffset>();
        foreach (var partition in partitions)
        {
            offsets.Add(new SourceOffset(partition, await OffsetAsync(partition, cancellationToken)));
        }

        return offsets;
    }
}

/// <summary>What a worker hands to a source connector: counts its requests.</summary>
internal sealed class ConnectorContext : ISourceConnectorContext
{
    private readonly SemaphoreSlim requested = new(0);

    public IOffsetStorageReader OffsetStorageReader { get; } = new TaskContext();

    public Meter Metrics { get; } = new("test");

    public Exception? Error { get; private set; }

    public int Waiting => requested.CurrentCount;

    public void RequestTaskReconfiguration() => requested.Release();

    public void RaiseError(Exception error)
    {
        Error = error;
        requested.Release();
    }

    public Task<bool> Request() => requested.WaitAsync(TimeSpan.FromSeconds(10));
}
