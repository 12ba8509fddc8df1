using System.Buffers;

namespace Connect.Broker.Embedded.Reading;

/// <summary>The records of one poll, with the blocks that their bytes lie in.</summary>
internal sealed class RecordBatch(int capacity) : ConsumedBatch
{
    private readonly List<FetchedBlock> _blocks = [];
    private ConsumedRecord[] _records = ArrayPool<ConsumedRecord>.Shared.Rent(capacity);
    private bool _isDisposed;

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    public override ReadOnlySpan<ConsumedRecord> Records
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _records.AsSpan(0, Count);
        }
    }

    public void Add(in ConsumedRecord record) => _records[Count++] = record;

    /// <summary>Keeps a block as long as the batch lives.</summary>
    public void Keep(FetchedBlock block)
    {
        if (_blocks.Count == 0 || _blocks[^1] != block)
        {
            block.Use();
            _blocks.Add(block);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Array.Clear(_records, 0, Count);
        ArrayPool<ConsumedRecord>.Shared.Return(_records);
        _records = [];
        foreach (var block in _blocks)
        {
            block.Release();
        }

        base.Dispose(disposing);
    }
}
