using System.Collections;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>The headers of a record, in order; several may have the same key. Not thread-safe.</summary>
public sealed partial class Headers : IReadOnlyList<Header>, IEquatable<Headers>
{
    // What all empty ones share: most records have no headers.
    private static readonly List<Header> None = [];

    private List<Header> headers;

    // Whether others read the same list: then it is copied before it is changed.
    private bool shared;

    /// <summary>Makes an empty collection.</summary>
    public Headers()
    {
        headers = None;
        shared = true;
    }

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
        shared = other.shared = true;
    }

    /// <summary>How many there are.</summary>
    public int Count => headers.Count;

    /// <summary>The header at a position, from 0.</summary>
    /// <param name="index">The position.</param>
    public Header this[int index] => headers[index];

    /// <summary>Adds a header at the end.</summary>
    /// <param name="header">The header.</param>
    /// <returns>This collection.</returns>
    public Headers Add(Header header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Own();
        headers.Add(header);
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
        Own();
        for (var i = headers.Count - 1; i >= 0; i--)
        {
            if (headers[i].Key == key)
            {
                headers.RemoveAt(i);
            }
        }

        return this;
    }

    /// <summary>Removes all.</summary>
    /// <returns>This collection.</returns>
    public Headers Clear()
    {
        Own();
        headers.Clear();
        return this;
    }

    /// <summary>The last header of a key; null for none.</summary>
    /// <param name="key">The key.</param>
    public Header? LastWithName(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var i = headers.Count - 1; i >= 0; i--)
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
        return headers.Where(header => header.Key == key);
    }

    /// <summary>Keeps the last header of each key.</summary>
    /// <returns>This collection.</returns>
    public Headers RetainLatest()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Own();
        for (var i = headers.Count - 1; i >= 0; i--)
        {
            if (!seen.Add(headers[i].Key))
            {
                headers.RemoveAt(i);
            }
        }

        return this;
    }

    /// <summary>Keeps the last header of one key, and all of the others.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This collection.</returns>
    public Headers RetainLatest(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var found = false;
        Own();
        for (var i = headers.Count - 1; i >= 0; i--)
        {
            if (headers[i].Key != key)
            {
                continue;
            }

            if (found)
            {
                headers.RemoveAt(i);
            }

            found = true;
        }

        return this;
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
    public List<Header>.Enumerator GetEnumerator() => headers.GetEnumerator();

    IEnumerator<Header> IEnumerable<Header>.GetEnumerator() => headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => headers.GetEnumerator();

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

        for (var i = 0; i < headers.Count; i++)
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
        foreach (var header in headers)
        {
            code.Add(header);
        }

        return code.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"Headers[{string.Join(", ", headers)}]";

    private Headers Change(string? key, Func<Header, Header?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var kept = 0;
        Own();
        for (var i = 0; i < headers.Count; i++)
        {
            var header = headers[i];
            var changed = key is null || header.Key == key ? change(header) : header;
            if (changed is not null)
            {
                headers[kept++] = changed;
            }
        }

        headers.RemoveRange(kept, headers.Count - kept);
        return this;
    }

    private void Own()
    {
        if (shared)
        {
            headers = [.. headers];
            shared = false;
        }
    }
}
