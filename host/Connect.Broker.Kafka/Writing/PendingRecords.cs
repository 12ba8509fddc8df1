namespace Connect.Broker.Kafka.Writing;

/// <summary>
/// The records that are handed over and not yet settled, each at a number that travels through librdkafka. One thread adds, one
/// other settles; slots are used again, so that a record costs no object.
/// </summary>
internal sealed class PendingRecords
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly Lock _lock = new();
    private volatile PendingRecord[][] _chunks = [];
    private int[] _free = [];
    private int _freeCount;
    private int[] _returned = new int[256];
    private int _returnedCount;

    /// <summary>Keeps a record; the adding thread only.</summary>
    /// <returns>Its number, from 1.</returns>
    public int Add(object? tag, string topic, IDeliveryListener listener, long size)
    {
        if (_freeCount == 0)
        {
            Refill();
        }

        var index = _free[--_freeCount];
        ref var slot = ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];
        slot.Tag = tag;
        slot.Topic = topic;
        slot.Size = size;
        slot.Listener = listener;
        return index + 1;
    }

    /// <summary>Takes back the record that was added last and did not go out; the adding thread only.</summary>
    public void Undo(int number)
    {
        At(number) = default;
        _free[_freeCount++] = number - 1;
    }

    /// <summary>The record of a number.</summary>
    public ref PendingRecord At(int number) => ref _chunks[(number - 1) >> ChunkBits][(number - 1) & (ChunkSize - 1)];

    /// <summary>Frees settled records, which the caller has cleared; the settling thread only.</summary>
    public void Return(ReadOnlySpan<int> numbers)
    {
        lock (_lock)
        {
            if (_returned.Length - _returnedCount < numbers.Length)
            {
                Array.Resize(ref _returned, Math.Max(_returned.Length * 2, _returnedCount + numbers.Length));
            }

            foreach (var number in numbers)
            {
                _returned[_returnedCount++] = number - 1;
            }
        }
    }

    /// <summary>The numbers of all records that are not settled; when neither thread is at work any more.</summary>
    public List<int> Unsettled()
    {
        List<int> numbers = [];
        for (var number = 1; number <= _chunks.Length * ChunkSize; number++)
        {
            if (At(number).Listener is not null)
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    private void Refill()
    {
        lock (_lock)
        {
            if (_returnedCount > 0)
            {
                (_free, _returned) = (_returned, _free.Length == 0 ? new int[256] : _free);
                (_freeCount, _returnedCount) = (_returnedCount, 0);
                return;
            }
        }

        var first = _chunks.Length * ChunkSize;
        _chunks = [.. _chunks, new PendingRecord[ChunkSize]];
        if (_free.Length < ChunkSize)
        {
            _free = new int[ChunkSize];
        }

        for (var i = 0; i < ChunkSize; i++)
        {
            _free[i] = first + ChunkSize - 1 - i;
        }

        _freeCount = ChunkSize;
    }
}

/// <summary>A record that is not yet settled.</summary>
internal struct PendingRecord
{
    public object? Tag;
    public string Topic;
    public long Size;
    public IDeliveryListener? Listener;
}
