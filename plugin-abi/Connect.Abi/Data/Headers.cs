using System.Collections;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>The headers of a record, in order; several may have the same key. Not thread-safe.</summary>
public sealed partial class Headers : IReadOnlyList<Header>, IEquatable<Headers>
{
    private Header[] headers;
    private int count;

    // Whether others read the same array: then it is copied before it is changed.
    private bool shared;

    /// <summary>Makes an empty collection.</summary>
    public Headers() => headers = [];

    /// <summary>Makes a collection of some.</summary>
    /// <param name="headers">The headers, none null.</param>
    public Headers(IEnumerable<Header> headers)
    {
        this.headers = [];
        foreach (var header in headers)
        {
            Add(header);
        }
    }

    private Headers(Headers other)
    {
        headers = other.headers;
        count = other.count;
        shared = other.shared = true;
    }

    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>The header at a position, from 0.</summary>
    /// <param name="index">The position.</param>
    public Header this[int index] => headers.AsSpan(0, count)[index];

    /// <summary>Adds a header at the end.</summary>
    /// <param name="header">The header.</param>
    /// <returns>This collection.</returns>
    public Headers Add(Header header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (shared || count == headers.Length)
        {
            Own(count + 1);
        }

        headers[count++] = header;
        return this;
    }

    /// <summary>Adds a header at the end. The value is not checked against the schema.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; may be null.</param>
    /// <param name="schema">The schema; null for schemaless.</param>
    /// <returns>This collection.</returns>
    public Headers Add(string key, object? value, Schema? schema) => Add(new Header(key, schema, value));

    /// <summary>Adds a header at the end.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value with its schema.</param>
    /// <returns>This collection.</returns>
    /// <exception cref="DataException">The value is not of the schema's type.</exception>
    public Headers Add(string key, SchemaAndValue value)
    {
        if (value.Schema is { } schema && !SchemaValidation.HasType(schema, value.Value))
        {
            throw new DataException($"The value {ConnectText.Of(value.Value)} is not compatible with the schema {schema}");
        }

        return Add(new Header(key, value.Schema, value.Value));
    }

    /// <summary>Removes all headers of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This collection.</returns>
    public Headers Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Own(count);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (headers[i].Key != key)
            {
                headers[kept++] = headers[i];
            }
        }

        return Cut(kept);
    }

    /// <summary>Removes all.</summary>
    /// <returns>This collection.</returns>
    public Headers Clear()
    {
        headers = [];
        count = 0;
        shared = false;
        return this;
    }

    /// <summary>The last header of a key; null for none.</summary>
    /// <param name="key">The key.</param>
    public Header? LastWithName(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var i = count - 1; i >= 0; i--)
        {
            if (headers[i].Key == key)
            {
                return headers[i];
            }
        }

        return null;
    }

    /// <summary>The headers of a key, in order.</summary>
    /// <param name="key">The key.</param>
    public IEnumerable<Header> AllWithName(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this.Where(header => header.Key == key);
    }

    /// <summary>Keeps the last header of each key.</summary>
    /// <returns>This collection.</returns>
    public Headers RetainLatest()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Retain(header => seen.Add(header.Key));
    }

    /// <summary>Keeps the last header of one key, and all of the others.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This collection.</returns>
    public Headers RetainLatest(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var found = false;
        return Retain(header =>
        {
            var again = found && header.Key == key;
            found |= header.Key == key;
            return !again;
        });
    }

    /// <summary>Replaces every header by what a function makes of it.</summary>
    /// <param name="change">Gets a header; gives the one to put in its place, or null to remove it.</param>
    /// <returns>This collection.</returns>
    public Headers Apply(Func<Header, Header?> change) => Change(null, change);

    /// <summary>Replaces every header of a key by what a function makes of it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">Gets a header; gives the one to put in its place, or null to remove it.</param>
    /// <returns>This collection.</returns>
    public Headers Apply(string key, Func<Header, Header?> change)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Change(key, change);
    }

    /// <summary>A collection of its own with the same headers.</summary>
    public Headers Duplicate() => new(this);

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Header> IEnumerable<Header>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both have equal headers in the same order.</summary>
    /// <param name="other">The other collection.</param>
    public bool Equals(Headers? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!headers[i].Equals(other.headers[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Headers);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var code = default(HashCode);
        foreach (var header in this)
        {
            code.Add(header);
        }

        return code.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"Headers[{string.Join(", ", this)}]";

    private Headers Change(string? key, Func<Header, Header?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var kept = 0;
        Own(count);
        for (var i = 0; i < count; i++)
        {
            var header = headers[i];
            var changed = key is null || header.Key == key ? change(header) : header;
            if (changed is not null)
            {
                headers[kept++] = changed;
            }
        }

        return Cut(kept);
    }

    // Asked from the last to the first.
    private Headers Retain(Func<Header, bool> keep)
    {
        Own(count);
        var from = count;
        for (var i = count - 1; i >= 0; i--)
        {
            if (keep(headers[i]))
            {
                headers[--from] = headers[i];
            }
        }

        Array.Copy(headers, from, headers, 0, count - from);
        return Cut(count - from);
    }

    private Headers Cut(int kept)
    {
        Array.Clear(headers, kept, count - kept);
        count = kept;
        return this;
    }

    private void Own(int room)
    {
        if (shared || room > headers.Length)
        {
            var own = new Header[room > headers.Length ? Math.Max(room, Math.Max(2, count * 2)) : headers.Length];
            Array.Copy(headers, own, count);
            headers = own;
            shared = false;
        }
    }

    /// <summary>Enumerates headers in order.</summary>
    public struct Enumerator : IEnumerator<Header>
    {
        private readonly Headers headers;
        private readonly int count;
        private int at;

        internal Enumerator(Headers headers)
        {
            this.headers = headers;
            count = headers.count;
            at = -1;
        }

        /// <inheritdoc/>
        public readonly Header Current => headers.headers[at];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        /// <exception cref="InvalidOperationException">Headers were added or removed since it began.</exception>
        public bool MoveNext() => count == headers.count
            ? ++at < count
            : throw new InvalidOperationException("Headers were added or removed while they were enumerated: enumerate a Duplicate() of them");

        /// <inheritdoc/>
        public void Reset() => at = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
