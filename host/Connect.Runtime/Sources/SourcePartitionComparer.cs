namespace Connect.Runtime.Sources;

/// <summary>Compares source partitions by content: the same names with equal values, in any order.</summary>
internal sealed class SourcePartitionComparer : IEqualityComparer<IReadOnlyDictionary<string, object?>>
{
    public static SourcePartitionComparer Instance { get; } = new();

    public bool Equals(IReadOnlyDictionary<string, object?>? x, IReadOnlyDictionary<string, object?>? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        if (x is null || y is null || x.Count != y.Count)
        {
            return false;
        }

        foreach (var (name, value) in x)
        {
            if (!y.TryGetValue(name, out var other) || !Equals(value, other))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(IReadOnlyDictionary<string, object?> partition)
    {
        var hash = partition.Count;
        foreach (var (name, value) in partition)
        {
            // Summed, since the order of names does not count.
            hash += HashCode.Combine(name, value);
        }

        return hash;
    }
}
