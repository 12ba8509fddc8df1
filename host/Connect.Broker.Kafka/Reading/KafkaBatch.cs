using System.Buffers;

namespace Connect.Broker.Kafka.Reading;

/// <summary>One poll's records, whose bytes lie in one rented array.</summary>
internal sealed class KafkaBatch : ConsumedBatch
{
    private ConsumedRecord[]? _records;
    private byte[]? _bytes;
    private readonly int _count;

    public KafkaBatch(ConsumedRecord[] records, int count, byte[] bytes)
    {
        _records = records;
        _bytes = bytes;
        _count = count;
    }

    public override ReadOnlySpan<ConsumedRecord> Records => _records is null ? default : _records.AsSpan(0, _count);

    protected override void Dispose(bool disposing)
    {
        var (records, bytes) = (_records, _bytes);
        (_records, _bytes) = (null, null);
        if (records is not null)
        {
            // Cleared, so that a pooled array holds no bytes and headers of long ago.
            records.AsSpan(0, _count).Clear();
            ArrayPool<ConsumedRecord>.Shared.Return(records);
            ArrayPool<byte>.Shared.Return(bytes!);
        }
    }
}
