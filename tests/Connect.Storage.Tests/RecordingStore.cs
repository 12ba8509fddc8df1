namespace Connect.Storage.Tests;

/// <summary>A store that keeps what was set, and can be made to wait or fail.</summary>
internal sealed class RecordingStore : IOffsetBackingStore
{
    public List<KeyValuePair<byte[], byte[]?>> Written { get; } = [];

    public Task Gate { get; set; } = Task.CompletedTask;

    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<byte[]?>> GetAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken) =>
        throw new IOException("the store is not there");

    public async ValueTask SetAsync(IReadOnlyList<KeyValuePair<byte[], byte[]?>> values, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        Written.AddRange(values);
    }

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> ConnectorPartitions(string connector) => [];

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
