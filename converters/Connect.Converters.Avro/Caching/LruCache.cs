namespace Connect.Converters.Avro.Caching;

/// <summary>Keeps a number of values; the one that was not asked for the longest goes first. Not thread-safe.</summary>
internal sealed class LruCache<TKey, TValue>(int capacity, IEqualityComparer<TKey> comparer)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> nodes = new(comparer);
    private readonly LinkedList<(TKey Key, TValue Value)> byUse = new();

    public int Count => nodes.Count;

    public TValue? Find(TKey key) => nodes.TryGetValue(key, out var node) ? Use(node) : null;

    public TValue? Find<TAlternate>(TAlternate key)
        where TAlternate : notnull, allows ref struct =>
        nodes.GetAlternateLookup<TAlternate>().TryGetValue(key, out var node) ? Use(node) : null;

    public void Add(TKey key, TValue value)
    {
        if (capacity == 0)
        {
            return;
        }

        if (nodes.Count == capacity)
        {
            nodes.Remove(byUse.Last!.Value.Key);
            byUse.RemoveLast();
        }

        nodes.Add(key, byUse.AddFirst((key, value)));
    }

    private TValue Use(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        if (node != byUse.First)
        {
            byUse.Remove(node);
            byUse.AddFirst(node);
        }

        return node.Value.Value;
    }
}
