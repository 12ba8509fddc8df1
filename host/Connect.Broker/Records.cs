using Connect.Abi.Records;

namespace Connect.Broker;

/// <summary>A header of a record in the log: a key and a value that may be null.</summary>
/// <param name="Key">The header's key; never null.</param>
/// <param name="Value">The header's value; null stands for a null value.</param>
public readonly record struct LogHeader(string Key, ReadOnlyMemory<byte>? Value);

/// <summary>A record on its way into the log.</summary>
/// <remarks>Key and value are exact arrays, since the client library takes nothing else without copying.</remarks>
public readonly struct OutgoingRecord
{
    /// <summary>The topic; never null.</summary>
    public required string Topic { get; init; }

    /// <summary>The partition, or null to let the partitioner choose.</summary>
    public int? Partition { get; init; }

    /// <summary>The key's bytes, or null.</summary>
    public byte[]? Key { get; init; }

    /// <summary>The value's bytes, or null (a tombstone in compacted topics).</summary>
    public byte[]? Value { get; init; }

    /// <summary>Milliseconds since the epoch, or null for the time of writing.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The headers in order; null or empty for none.</summary>
    public IReadOnlyList<LogHeader>? Headers { get; init; }

    /// <summary>The caller's own mark, handed back to <see cref="IDeliveryListener"/>; may be null.</summary>
    public object? Tag { get; init; }
}

/// <summary>How a record's timestamp came to be.</summary>
public enum LogTimestampType
{
    /// <summary>The record has no timestamp.</summary>
    NoTimestamp,

    /// <summary>The producer set it.</summary>
    CreateTime,

    /// <summary>The log set it when it appended the record.</summary>
    LogAppendTime,
}

/// <summary>A record read from the log. Its memory is valid until the batch that it belongs to is disposed.</summary>
public readonly struct ConsumedRecord
{
    /// <summary>Where the record was read.</summary>
    public required TopicPartition TopicPartition { get; init; }

    /// <summary>Its offset.</summary>
    public required long Offset { get; init; }

    /// <summary>Milliseconds since the epoch; -1 without a timestamp.</summary>
    public required long Timestamp { get; init; }

    /// <summary>How the timestamp came to be.</summary>
    public required LogTimestampType TimestampType { get; init; }

    /// <summary>The key's bytes; null and empty are told apart.</summary>
    public ReadOnlyMemory<byte>? Key { get; init; }

    /// <summary>The value's bytes; null and empty are told apart.</summary>
    public ReadOnlyMemory<byte>? Value { get; init; }

    /// <summary>The headers in order; null for none.</summary>
    public IReadOnlyList<LogHeader>? Headers { get; init; }
}

/// <summary>
/// The records that one poll returned, in the order of each partition. Disposing it gives the bytes back; records that live
/// longer must copy theirs. Not thread-safe.
/// </summary>
public abstract class ConsumedBatch : IDisposable
{
    /// <summary>A batch without records.</summary>
    public static ConsumedBatch Empty { get; } = new EmptyBatch();

    /// <summary>The records.</summary>
    public abstract ReadOnlySpan<ConsumedRecord> Records { get; }

    /// <summary>Gives the batch's bytes back; calling it again does nothing.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the batch's bytes back.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class EmptyBatch : ConsumedBatch
    {
        public override ReadOnlySpan<ConsumedRecord> Records => default;
    }
}
