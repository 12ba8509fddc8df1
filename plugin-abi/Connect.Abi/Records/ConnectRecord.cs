using Connect.Abi.Data;

namespace Connect.Abi.Records;

/// <summary>
/// What a record has on either way: topic, partition, key and value with their schemas, timestamp, headers. Immutable but for its
/// headers; transformations make a changed copy with <see cref="NewRecord"/>, which keeps the origin.
/// </summary>
public abstract class ConnectRecord
{
    private Headers? headers;

    /// <summary>Makes one.</summary>
    /// <param name="topic">The topic; null only in records that a transformation has yet to route.</param>
    /// <param name="partition">The partition in the log; null to let the partitioner choose.</param>
    /// <param name="keySchema">The key's schema; null for schemaless or no key.</param>
    /// <param name="key">The key; may be null.</param>
    /// <param name="valueSchema">The value's schema; null for schemaless or no value.</param>
    /// <param name="value">The value; may be null.</param>
    /// <param name="timestamp">Milliseconds since the epoch; null for none.</param>
    /// <param name="headers">The headers, taken over without copying; null for none.</param>
    private protected ConnectRecord(
        string topic, int? partition, Schema? keySchema, object? key, Schema? valueSchema, object? value, long? timestamp, Headers? headers)
    {
        Topic = topic;
        KafkaPartition = partition;
        KeySchema = keySchema;
        Key = key;
        ValueSchema = valueSchema;
        Value = value;
        Timestamp = timestamp;
        this.headers = headers;
    }

    /// <summary>The topic in the log.</summary>
    public string Topic { get; }

    /// <summary>The partition in the log; null where the partitioner is to choose.</summary>
    public int? KafkaPartition { get; }

    /// <summary>The key's schema; null for a schemaless key or none.</summary>
    public Schema? KeySchema { get; }

    /// <summary>The key; may be null.</summary>
    public object? Key { get; }

    /// <summary>The value's schema; null for a schemaless value or none.</summary>
    public Schema? ValueSchema { get; }

    /// <summary>The value; may be null (a tombstone).</summary>
    public object? Value { get; }

    /// <summary>Milliseconds since the epoch; null for none.</summary>
    public long? Timestamp { get; }

    /// <summary>The headers; made when first asked for. Never null.</summary>
    public Headers Headers => headers ??= new Headers();

    /// <summary>Whether there is a header, without making the collection.</summary>
    public bool HasHeaders => headers is { Count: > 0 };

    /// <summary>A copy with other content and the same origin.</summary>
    /// <param name="topic">The new topic.</param>
    /// <param name="partition">The new partition; null to let the partitioner choose.</param>
    /// <param name="keySchema">The new key's schema, or null.</param>
    /// <param name="key">The new key, or null.</param>
    /// <param name="valueSchema">The new value's schema, or null.</param>
    /// <param name="value">The new value, or null.</param>
    /// <param name="timestamp">The new timestamp, or null.</param>
    /// <param name="headers">The new headers, taken over without copying; null to copy this record's.</param>
    public abstract ConnectRecord NewRecord(
        string topic,
        int? partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long? timestamp,
        Headers? headers = null);

    /// <summary>What a copy takes for headers: those given, else a duplicate of this record's, else none.</summary>
    /// <param name="given">The headers given to <see cref="NewRecord"/>.</param>
    private protected Headers? HeadersForCopy(Headers? given) => given ?? (HasHeaders ? headers!.Duplicate() : null);
}
