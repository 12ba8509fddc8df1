using System.Text;

namespace Connect.Broker.Embedded.Storage;

/// <summary>Goes over the records of a batch's bytes, which lie anywhere in a buffer. Keys and values are given as places in it.</summary>
internal struct RecordCursor
{
    private readonly byte[] _buffer;
    private readonly BatchHeader _batch;
    private readonly int _end;
    private int _at;

    public RecordCursor(byte[] buffer, int start, int length, in BatchHeader batch)
    {
        _buffer = buffer;
        _batch = batch;
        _at = start;
        _end = start + length;
    }

    public long Offset { get; private set; }

    public long Timestamp { get; private set; }

    public ReadOnlyMemory<byte>? Key { get; private set; }

    public ReadOnlyMemory<byte>? Value { get; private set; }

    public IReadOnlyList<LogHeader>? Headers { get; private set; }

    /// <summary>The record's bytes after its difference of offsets.</summary>
    public ReadOnlyMemory<byte> Rest { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False after the last one.</returns>
    public bool Next()
    {
        if (_at >= _end)
        {
            return false;
        }

        Offset = _batch.BaseOffset + (long)Varint();
        var start = _at;
        var delta = Varint();
        Timestamp = _batch.IsAppendTime ? _batch.MaxTimestamp : _batch.BaseTimestamp + ((long)(delta >> 1) ^ -(long)(delta & 1));
        Key = Bytes();
        Value = Bytes();
        var count = (int)Varint();
        Headers = count == 0 ? null : ReadHeaders(count);
        Rest = _buffer.AsMemory(start, _at - start);
        return true;
    }

    private LogHeader[] ReadHeaders(int count)
    {
        var headers = new LogHeader[count];
        for (var i = 0; i < count; i++)
        {
            var length = (int)Varint();
            var key = Encoding.UTF8.GetString(_buffer, _at, length);
            _at += length;
            headers[i] = new LogHeader(key, Bytes());
        }

        return headers;
    }

    private ReadOnlyMemory<byte>? Bytes()
    {
        var length = (int)Varint();
        if (length == 0)
        {
            return null;
        }

        var bytes = _buffer.AsMemory(_at, length - 1);
        _at += length - 1;
        return bytes;
    }

    private ulong Varint()
    {
        var buffer = _buffer;
        ulong value = buffer[_at++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            ulong next = buffer[_at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
