using Connect.Abi.Sources;

namespace Connect.Abi.TestKit.Running;

/// <summary>The offsets that were committed. Kept as the host keeps them, as JSON. Thread-safe.</summary>
internal sealed class StoredOffsets : IOffsetStorageReader
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string?> stored = new(StringComparer.Ordinal);

    /// <summary>Commits an offset.</summary>
    public void Store(IReadOnlyDictionary<string, object?>? partition, IReadOnlyDictionary<string, object?>? offset)
    {
        lock (gate)
        {
            stored[OffsetText.Of(partition)] = OffsetText.Of(offset);
        }
    }

    public ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(
        IReadOnlyDictionary<string, object?> partition, CancellationToken cancellationToken) => ValueTask.FromResult(Find(partition));

    public ValueTask<IReadOnlyList<SourceOffset>> OffsetsAsync(
        IReadOnlyList<IReadOnlyDictionary<string, object?>> partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SourceOffset>>(
            [.. partitions.Select(partition => new SourceOffset(partition, Find(partition)))]);

    private IReadOnlyDictionary<string, object?>? Find(IReadOnlyDictionary<string, object?> partition)
    {
        lock (gate)
        {
            return stored.TryGetValue(OffsetText.Of(partition), out var text) && text is not null ? OffsetText.Read(text) : null;
        }
    }
}
