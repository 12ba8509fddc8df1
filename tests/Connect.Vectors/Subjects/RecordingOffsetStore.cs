using Connect.Storage;

namespace Connect.Vectors.Subjects;

/// <summary>Remembers what an offset writer stores.</summary>
internal sealed class RecordingOffsetStore : IOffsetBackingStore
{
    public List<KeyValuePair<byte[], byte[]?>> Written { get; } = [];

    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<byte[]?>> GetAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Writers do not read.");

    public ValueTask SetAsync(IReadOnlyList<KeyValuePair<byte[], byte[]?>> values, CancellationToken cancellationToken)
    {
        Written.AddRange(values);
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> ConnectorPartitions(string connector) => [];

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
