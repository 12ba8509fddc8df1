using System.Buffers;
using Connect.Broker.Embedded.Storage;

namespace Connect.Broker.Embedded.Reading;

/// <summary>
/// Some neighbouring batches of a partition in one pooled buffer. It goes back to the pool when neither the reader nor a batch of
/// records that was handed out needs it any more.
/// </summary>
internal sealed class FetchedBlock
{
    private readonly List<(BatchHeader Header, int Start, int Length)> _batches = [];
    private byte[] _buffer;
    private int _length;
    private int _users = 1;

    public FetchedBlock(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public int Count => _batches.Count;

    public int Length => _length;

    public long Records { get; private set; }

    public BatchHeader Header(int index) => _batches[index].Header;

    public RecordCursor Open(int index)
    {
        var (header, start, length) = _batches[index];
        return new RecordCursor(_buffer, start, length, header);
    }

    /// <summary>Adds a batch, while nobody has looked at the buffer yet.</summary>
    public void Add(in BatchHeader header, ReadOnlySpan<byte> data)
    {
        if (_buffer.Length - _length < data.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + data.Length, _buffer.Length * 2));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        data.CopyTo(_buffer.AsSpan(_length));
        _batches.Add((header, _length, data.Length));
        _length += data.Length;
        Records += header.Records;
    }

    public void Use() => Interlocked.Increment(ref _users);

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
