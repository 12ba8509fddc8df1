using Connect.Abi.Data;

namespace Connect.Abi.Records;

/// <summary>A record on its way to a sink task, with its place in the log.</summary>
public sealed class SinkRecord : ConnectRecord
{
    /// <summary>Makes one as consumed: its origin is where it is now.</summary>
    /// <param name="topic">The topic that it was read from.</param>
    /// <param name="partition">The topic's partition.</param>
    /// <param name="keySchema">The key's schema, or null.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="valueSchema">The value's schema, or null.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="timestamp">Milliseconds since the epoch; null for none.</param>
    /// <param name="timestampType">How the timestamp came to be.</param>
    /// <param name="headers">The headers, taken over without copying; null for none.</param>
    /// <param name="raw">The record's bytes before conversion, where a dead letter queue or reporter will want them; else null.</param>
    public SinkRecord(
        string topic,
        int partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long offset,
        long? timestamp = null,
        TimestampType timestampType = TimestampType.NoTimestampType,
        Headers? headers = null,
        RawRecord? raw = null)
        : base(topic, partition, keySchema, key, valueSchema, value, timestamp, headers)
    {
        KafkaOffset = offset;
        TimestampType = timestampType;
        OriginalTopicPartition = new TopicPartition(topic, partition);
        Raw = raw;
    }

    private SinkRecord(
        SinkRecord origin,
        string topic,
        int? partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long? timestamp,
        Headers? headers)
        : base(topic, partition, keySchema, key, valueSchema, value, timestamp, headers)
    {
        KafkaOffset = origin.KafkaOffset;
        TimestampType = origin.TimestampType;
        OriginalTopicPartition = origin.OriginalTopicPartition;
        Raw = origin.Raw;
    }

    /// <summary>Its offset in the log; transformations do not change it.</summary>
    public long KafkaOffset { get; }

    /// <summary>How the timestamp came to be.</summary>
    public TimestampType TimestampType { get; }

    /// <summary>
    /// Where the record was read, whatever a transformation made of topic and partition: the partition that
    /// <c>PreCommit</c> and the sink context speak of.
    /// </summary>
    public TopicPartition OriginalTopicPartition { get; }

    /// <summary>The offset where the record was read.</summary>
    public long OriginalKafkaOffset => KafkaOffset;

    /// <summary>The bytes as consumed while a dead letter queue or an errant record reporter is configured; else null.</summary>
    public RawRecord? Raw { get; }

    /// <inheritdoc/>
    public override SinkRecord NewRecord(
        string topic,
        int? partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long? timestamp,
        Headers? headers = null) =>
        new(this, topic, partition, keySchema, key, valueSchema, value, timestamp, HeadersForCopy(headers));

    /// <inheritdoc/>
    public override string ToString() => $"SinkRecord{{topic={Topic}, from={OriginalTopicPartition}, offset={KafkaOffset}}}";
}

/// <summary>A consumed record's bytes before any conversion, for dead letters.</summary>
/// <param name="Key">The key's bytes; null for a null key.</param>
/// <param name="Value">The value's bytes; null for a null value.</param>
/// <param name="Headers">The headers in order; empty for none.</param>
public sealed record RawRecord(
    ReadOnlyMemory<byte>? Key, ReadOnlyMemory<byte>? Value, IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>?>> Headers);
