using Connect.Abi.Data;

namespace Connect.Abi.Records;

/// <summary>A record that a source task polled, with its position in the source.</summary>
public sealed class SourceRecord : ConnectRecord
{
    /// <summary>Makes one.</summary>
    /// <param name="sourcePartition">Which part of the source it came from (a file, a table …): names with simple values.</param>
    /// <param name="sourceOffset">The position from which to go on after this record: names with simple values.</param>
    /// <param name="topic">The topic that it goes to.</param>
    /// <param name="partition">The topic's partition; null to let the partitioner choose.</param>
    /// <param name="keySchema">The key's schema, or null.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="valueSchema">The value's schema, or null.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="timestamp">Milliseconds since the epoch; null for the time of writing.</param>
    /// <param name="headers">The headers, taken over without copying; null for none.</param>
    public SourceRecord(
        IReadOnlyDictionary<string, object?>? sourcePartition,
        IReadOnlyDictionary<string, object?>? sourceOffset,
        string topic,
        int? partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long? timestamp = null,
        Headers? headers = null)
        : base(topic, partition, keySchema, key, valueSchema, value, timestamp, headers)
    {
        SourcePartition = sourcePartition;
        SourceOffset = sourceOffset;
    }

    /// <summary>Makes one without a key.</summary>
    /// <param name="sourcePartition">Which part of the source it came from.</param>
    /// <param name="sourceOffset">The position from which to go on after this record.</param>
    /// <param name="topic">The topic that it goes to.</param>
    /// <param name="valueSchema">The value's schema, or null.</param>
    /// <param name="value">The value, or null.</param>
    public SourceRecord(
        IReadOnlyDictionary<string, object?>? sourcePartition,
        IReadOnlyDictionary<string, object?>? sourceOffset,
        string topic,
        Schema? valueSchema,
        object? value)
        : this(sourcePartition, sourceOffset, topic, null, null, null, valueSchema, value)
    {
    }

    /// <summary>Which part of the source the record came from; null where the source keeps no offsets.</summary>
    public IReadOnlyDictionary<string, object?>? SourcePartition { get; }

    /// <summary>The position from which to go on after this record; null where the source keeps no offsets.</summary>
    public IReadOnlyDictionary<string, object?>? SourceOffset { get; }

    /// <inheritdoc/>
    public override SourceRecord NewRecord(
        string topic,
        int? partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long? timestamp,
        Headers? headers = null) =>
        new(SourcePartition, SourceOffset, topic, partition, keySchema, key, valueSchema, value, timestamp, HeadersForCopy(headers));

    /// <inheritdoc/>
    public override string ToString() =>
        $"SourceRecord{{topic={Topic}, partition={KafkaPartition?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}}}";
}
