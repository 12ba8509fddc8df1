using Connect.Storage.Offsets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Storage;

/// <summary>Offsets that live as long as the process. Thread-safe.</summary>
/// <param name="loggerFactory">Where keys that can't be understood are reported; null for nowhere.</param>
public sealed class MemoryOffsetStore(ILoggerFactory? loggerFactory = null) : IOffsetBackingStore
{
    private readonly Lock gate = new();
    private readonly OffsetTable table = new((loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<MemoryOffsetStore>());

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<byte[]?>> GetAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (gate)
        {
            return ValueTask.FromResult(table.Get(keys));
        }
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(IReadOnlyList<KeyValuePair<byte[], byte[]?>> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        lock (gate)
        {
            table.Set(values);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> ConnectorPartitions(string connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        lock (gate)
        {
            return table.Partitions(connector);
        }
    }

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
