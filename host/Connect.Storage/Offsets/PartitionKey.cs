using Connect.Abi.Data;

namespace Connect.Storage.Offsets;

/// <summary>A source partition, or none, compared by its entries in whatever order.</summary>
internal readonly struct PartitionKey(IReadOnlyDictionary<string, object?>? partition) : IEquatable<PartitionKey>
{
    private readonly ConnectMap? entries = ConnectMap.From(partition);

    public IReadOnlyDictionary<string, object?>? Partition { get; } = partition;

    public bool Equals(PartitionKey other) => Equals(entries, other.entries);

    public override bool Equals(object? obj) => obj is PartitionKey other && Equals(other);

    public override int GetHashCode() => entries?.GetHashCode() ?? 0;
}
