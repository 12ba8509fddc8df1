using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Connect.Abi.Data;

/// <summary>
/// The value of a map, with or without a schema: keeps the order in which keys came, takes a null key, and compares keys and values
/// as Connect values (an int is not a long; bytes and lists by content). Two maps are equal whatever their order. Not thread-safe
/// while it is written.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "Connect's term is map.")]
public sealed class ConnectMap : IReadOnlyDictionary<object?, object?>, IEquatable<ConnectMap>
{
    // Up to here comparing each key is quicker than keeping buckets, and most maps are small.
    private const int ScannedEntries = 8;

    private KeyEntry[] keys;
    private int[]? buckets;
    private object?[] values;
    private int count;

    // Whether another map reads the same keys and buckets: then they are copied before they are changed.
    private bool sharesKeys;

    /// <summary>Makes an empty map.</summary>
    public ConnectMap()
        : this(0)
    {
    }

    /// <summary>Makes an empty map with room.</summary>
    /// <param name="capacity">For how many entries.</param>
    public ConnectMap(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        keys = capacity == 0 ? [] : new KeyEntry[capacity];
        values = capacity == 0 ? [] : new object?[capacity];
        if (capacity > ScannedEntries)
        {
            Rehash();
        }
    }

    /// <summary>Makes a map of entries; of equal keys the last value counts.</summary>
    /// <param name="entries">The entries.</param>
    public ConnectMap(IEnumerable<KeyValuePair<object?, object?>> entries)
        : this(entries.TryGetNonEnumeratedCount(out var known) ? known : 0)
    {
        foreach (var (key, value) in entries)
        {
            this[key] = value;
        }
    }

    private ConnectMap(ConnectMap other, object?[] values)
    {
        keys = other.keys;
        buckets = other.buckets;
        count = other.count;
        sharesKeys = other.sharesKeys = true;
        this.values = values;
    }

    /// <summary>How many entries there are.</summary>
    public int Count => count;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<object?> Keys
    {
        get
        {
            for (var i = 0; i < count; i++)
            {
                yield return keys[i].Key;
            }
        }
    }

    /// <summary>The values, in the order of their keys.</summary>
    public IEnumerable<object?> Values
    {
        get
        {
            for (var i = 0; i < count; i++)
            {
                yield return values[i];
            }
        }
    }

    /// <summary>The value of a key; setting adds it at the end, or replaces it at its place.</summary>
    /// <param name="key">The key; may be null.</param>
    /// <exception cref="KeyNotFoundException">Asked for, and there is none; <see cref="GetValueOrDefault"/> gives null instead.</exception>
    public object? this[object? key]
    {
        get => Find(key, HashOf(key)) is var at and >= 0
            ? values[at]
            : throw new KeyNotFoundException($"The map has no key {ConnectText.Of(key)}");
        set
        {
            var hash = HashOf(key);
            var at = Find(key, hash);
            if (at >= 0)
            {
                values[at] = value;
            }
            else
            {
                Append(key, value, hash);
            }
        }
    }

    /// <summary>Whether a value can be used as a map: this type, or a dictionary.</summary>
    /// <param name="value">The value.</param>
    public static bool IsMap([NotNullWhen(true)] object? value) =>
        value is ConnectMap or IDictionary or IReadOnlyDictionary<string, object?> or IReadOnlyDictionary<object, object?>;

    /// <summary>The value as a map: itself where it is of this type, a copy where it is a dictionary, else null.</summary>
    /// <param name="value">The value.</param>
    public static ConnectMap? From(object? value)
    {
        switch (value)
        {
            case ConnectMap map:
                return map;
            case IDictionary dictionary:
                var copy = new ConnectMap(dictionary.Count);
                foreach (DictionaryEntry entry in dictionary)
                {
                    copy[entry.Key] = entry.Value;
                }

                return copy;
            case IReadOnlyDictionary<string, object?> strings:
                var ofStrings = new ConnectMap(strings.Count);
                foreach (var (key, element) in strings)
                {
                    ofStrings[key] = element;
                }

                return ofStrings;
            case IReadOnlyDictionary<object, object?> objects:
                return new ConnectMap(objects!);
            default:
                return null;
        }
    }

    /// <summary>Adds an entry at the end.</summary>
    /// <param name="key">The key; may be null.</param>
    /// <param name="value">The value; may be null.</param>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(object? key, object? value)
    {
        if (!TryAdd(key, value))
        {
            throw new ArgumentException($"The map has the key {ConnectText.Of(key)} already", nameof(key));
        }
    }

    /// <summary>Adds an entry at the end, unless the key is there already.</summary>
    /// <param name="key">The key; may be null.</param>
    /// <param name="value">The value; may be null.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(object? key, object? value)
    {
        var hash = HashOf(key);
        if (Find(key, hash) >= 0)
        {
            return false;
        }

        Append(key, value, hash);
        return true;
    }

    /// <summary>Whether there is a key.</summary>
    /// <param name="key">The key; may be null.</param>
    public bool ContainsKey(object? key) => Find(key, HashOf(key)) >= 0;

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key; may be null.</param>
    /// <param name="value">The value; null also where there is no such key.</param>
    /// <returns>Whether there is such a key.</returns>
    public bool TryGetValue(object? key, out object? value)
    {
        var at = Find(key, HashOf(key));
        value = at < 0 ? null : values[at];
        return at >= 0;
    }

    /// <summary>The value of a key; null where there is no such key.</summary>
    /// <param name="key">The key; may be null.</param>
    public object? GetValueOrDefault(object? key) => TryGetValue(key, out var value) ? value : null;

    /// <summary>Removes a key; the entries after it keep their order.</summary>
    /// <param name="key">The key; may be null.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(object? key)
    {
        var at = Find(key, HashOf(key));
        if (at < 0)
        {
            return false;
        }

        OwnKeys();
        count--;
        Array.Copy(keys, at + 1, keys, at, count - at);
        Array.Copy(values, at + 1, values, at, count - at);
        keys[count] = default;
        values[count] = null;
        if (buckets is not null)
        {
            Rehash();
        }

        return true;
    }

    /// <summary>Removes all entries.</summary>
    public void Clear()
    {
        if (sharesKeys)
        {
            keys = [];
            sharesKeys = false;
        }

        Array.Clear(keys, 0, Math.Min(count, keys.Length));
        Array.Clear(values, 0, count);
        count = 0;
        buckets = null;
    }

    /// <summary>
    /// A map with the same keys in the same order, and other values. Both share what is known of the keys, so that many maps of the
    /// same keys are made quicker, and take less memory, than by adding each key.
    /// </summary>
    /// <param name="values">As many values as there are keys, in their order; taken over, not copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public ConnectMap WithValues(object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == count
            ? new(this, values)
            : throw new ArgumentException($"{values.Length} values are given for {count} keys", nameof(values));
    }

    /// <summary>Enumerates in order, without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<object?, object?>> IEnumerable<KeyValuePair<object?, object?>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both have equal entries, in whatever order.</summary>
    /// <param name="other">The other map.</param>
    public bool Equals(ConnectMap? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || count != other.count)
        {
            return false;
        }

        Nesting.CheckStack();
        for (var i = 0; i < count; i++)
        {
            var at = other.Find(keys[i].Key, keys[i].Hash);
            if (at < 0 || !ValueEquality.AreEqual(values[i], other.values[at]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConnectMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        Nesting.CheckStack();
        var sum = count;
        for (var i = 0; i < count; i++)
        {
            sum = unchecked(sum + (keys[i].Hash ^ ValueEquality.HashOf(values[i])));
        }

        return sum;
    }

    /// <summary>For example <c>{a=1, b=x}</c>, as Java writes maps.</summary>
    public override string ToString() => ConnectText.Of(this);

    private static int HashOf(object? key) => key is string text ? text.GetHashCode(StringComparison.Ordinal) : ValueEquality.HashOf(key);

    private int Find(object? key, int hash)
    {
        if (buckets is null)
        {
            for (var i = 0; i < count; i++)
            {
                if (keys[i].Hash == hash && ValueEquality.AreEqual(keys[i].Key, key))
                {
                    return i;
                }
            }

            return -1;
        }

        for (var i = buckets[(uint)hash % (uint)buckets.Length] - 1; i >= 0; i = keys[i].Next)
        {
            if (keys[i].Hash == hash && ValueEquality.AreEqual(keys[i].Key, key))
            {
                return i;
            }
        }

        return -1;
    }

    private void Append(object? key, object? value, int hash)
    {
        OwnKeys();
        if (count == values.Length)
        {
            Array.Resize(ref values, Math.Max(4, count * 2));
        }

        if (count == keys.Length)
        {
            Array.Resize(ref keys, Math.Max(4, count * 2));
            if (keys.Length > ScannedEntries)
            {
                Rehash();
            }
        }

        values[count] = value;
        ref var entry = ref keys[count];
        entry.Key = key;
        entry.Hash = hash;
        if (buckets is not null)
        {
            ref var bucket = ref buckets[(uint)hash % (uint)buckets.Length];
            entry.Next = bucket - 1;
            bucket = count + 1;
        }
        else if (count == ScannedEntries)
        {
            count++;
            Rehash();
            return;
        }

        count++;
    }

    private void OwnKeys()
    {
        if (sharesKeys)
        {
            keys = [.. keys];
            buckets = buckets is null ? null : [.. buckets];
            sharesKeys = false;
        }
    }

    private void Rehash()
    {
        // An odd number, so that hashes that are multiples of a power of two spread.
        var size = (keys.Length * 2) | 1;
        if (buckets?.Length == size)
        {
            Array.Clear(buckets);
        }
        else
        {
            buckets = new int[size];
        }

        for (var i = 0; i < count; i++)
        {
            ref var bucket = ref buckets[(uint)keys[i].Hash % (uint)size];
            keys[i].Next = bucket - 1;
            bucket = i + 1;
        }
    }

    /// <summary>Enumerates a map in order.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<object?, object?>>
    {
        private readonly ConnectMap map;
        private int at;

        internal Enumerator(ConnectMap map)
        {
            this.map = map;
            at = -1;
        }

        /// <inheritdoc/>
        public readonly KeyValuePair<object?, object?> Current => new(map.keys[at].Key, map.values[at]);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++at < map.count;

        /// <inheritdoc/>
        public void Reset() => at = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }

    private struct KeyEntry
    {
        public object? Key;
        public int Hash;
        public int Next;
    }
}
