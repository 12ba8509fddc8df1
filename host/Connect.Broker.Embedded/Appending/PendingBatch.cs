using System.Buffers;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Connect.Broker.Embedded.Transactions;

namespace Connect.Broker.Embedded.Appending;

/// <summary>Records of one writer for one partition on their way into the log, encoded already. Not thread-safe.</summary>
internal sealed class PendingBatch(PartitionLog partition, ProducerIdentity? producer)
{
    /// <summary>A batch that has so many bytes takes no further record.</summary>
    public const int FullBytes = 256 * 1024;

    private const int FirstBytes = 4 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private Entry[] _entries = ArrayPool<Entry>.Shared.Rent(64);
    private int _length;
    private long _baseTimestamp;
    private long _maxTimestamp;
    private long _baseOffset;
    private long _appendTime;

    public PartitionLog Partition => partition;

    public int Count { get; private set; }

    public bool IsFull => _length >= FullBytes;

    /// <summary>What the batch takes of its writer's buffer.</summary>
    public long ReservedBytes { get; private set; }

    /// <summary>Why the batch could not be written, or null.</summary>
    public BrokerException? Error { get; set; }

    public void Add(in OutgoingRecord record, int bound, long reserved, long timestamp, IDeliveryListener listener)
    {
        if (Count == 0)
        {
            _baseTimestamp = timestamp;
            _maxTimestamp = timestamp;
        }
        else
        {
            _maxTimestamp = Math.Max(_maxTimestamp, timestamp);
        }

        if (_buffer.Length - _length < bound)
        {
            _buffer = Grow(_buffer, _length, bound);
        }

        if (_entries.Length == Count)
        {
            _entries = Grow(_entries, Count, Count);
        }

        _length = RecordEncoder.Write(_buffer, _length, Count, timestamp - _baseTimestamp, record);
        _entries[Count++] = new Entry(listener, record.Tag, timestamp);
        ReservedBytes += reserved;
    }

    /// <summary>Writes the batch at the partition's end. On the commit thread.</summary>
    public void Write(Committing.CommitContext context, TransactionTable transactions, long now)
    {
        if (!partition.Exists)
        {
            throw new BrokerException(
                BrokerErrorCode.UnknownTopicOrPartition, $"The topic {partition.Name.Topic} was deleted before the record was written.");
        }

        if (producer is not null)
        {
            transactions.Enlist(context, transactions.Check(producer), partition);
        }

        var isAppendTime = partition.Settings.AppendTime;
        _baseOffset = partition.NextOffset;
        _appendTime = isAppendTime ? now : -1;
        context.Touch(partition);
        context.InsertBatch(
            partition,
            new BatchHeader
            {
                BaseOffset = _baseOffset,
                LastOffset = _baseOffset + Count - 1,
                Records = Count,
                BaseTimestamp = _baseTimestamp,
                MaxTimestamp = isAppendTime ? now : _maxTimestamp,
                IsAppendTime = isAppendTime,
                ProducerId = producer?.ProducerId ?? 0,
            },
            _buffer.AsSpan(0, _length));
        partition.NextOffset += Count;
    }

    /// <summary>Tells each record's listener what became of it, and gives the memory back.</summary>
    public void Settle(BrokerException? error)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref _entries[i];
            if (error is null)
            {
                entry.Listener.OnDelivered(entry.Tag, partition.Name, _baseOffset + i, _appendTime >= 0 ? _appendTime : entry.Timestamp);
            }
            else
            {
                entry.Listener.OnFailed(entry.Tag, partition.Name.Topic, error);
            }
        }

        ArrayPool<byte>.Shared.Return(_buffer);
        Array.Clear(_entries, 0, Count);
        ArrayPool<Entry>.Shared.Return(_entries);
        _buffer = [];
        _entries = [];
    }

    private static T[] Grow<T>(T[] array, int used, int more)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(used + more, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        array.AsSpan(0, used).Clear();
        ArrayPool<T>.Shared.Return(array);
        return larger;
    }

    private readonly record struct Entry(IDeliveryListener Listener, object? Tag, long Timestamp);
}
