namespace Connect.Abi.Records;

/// <summary>A partition of a topic.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Partition">The partition's number, from 0.</param>
public readonly record struct TopicPartition(string Topic, int Partition)
{
    /// <summary>The usual text: <c>topic-partition</c>.</summary>
    public override string ToString() => $"{Topic}-{Partition}";
}

/// <summary>A position in a partition, with what its group wants to remember beside it.</summary>
/// <param name="Offset">The offset of the next record to read.</param>
/// <param name="Metadata">Free text; empty for none.</param>
public readonly record struct OffsetAndMetadata(long Offset, string Metadata = "");

/// <summary>Where a produced record went.</summary>
/// <param name="TopicPartition">The partition.</param>
/// <param name="Offset">Its offset; -1 where the log does not tell (<c>acks=0</c>).</param>
/// <param name="Timestamp">Its timestamp in the log in milliseconds since the epoch; -1 for none.</param>
/// <param name="SerializedKeySize">Bytes of the key; -1 for a null key.</param>
/// <param name="SerializedValueSize">Bytes of the value; -1 for a null value.</param>
public sealed record RecordMetadata(
    TopicPartition TopicPartition, long Offset, long Timestamp, int SerializedKeySize, int SerializedValueSize);

/// <summary>How the timestamp of a consumed record came to be.</summary>
public enum TimestampType
{
    /// <summary>The record has none.</summary>
    NoTimestampType,

    /// <summary>Its producer set it.</summary>
    CreateTime,

    /// <summary>The broker set it when it appended the record.</summary>
    LogAppendTime,
}
