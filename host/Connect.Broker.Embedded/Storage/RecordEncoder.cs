using System.Text;

namespace Connect.Broker.Embedded.Storage;

/// <summary>
/// A record's bytes inside a batch: offset and timestamp as differences from the batch's first, then key, value and headers, each with
/// its length plus one, so that zero stands for null. Numbers have seven bits a byte, low ones first.
/// </summary>
internal static class RecordEncoder
{
    private const int MaximalVarint = 10;

    /// <summary>A bound for the bytes of a record.</summary>
    public static int Bound(in OutgoingRecord record)
    {
        var size = (5 * MaximalVarint) + (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);
        if (record.Headers is { } headers)
        {
            for (var i = 0; i < headers.Count; i++)
            {
                size += (2 * MaximalVarint) + Encoding.UTF8.GetMaxByteCount(headers[i].Key.Length) + (headers[i].Value?.Length ?? 0);
            }
        }

        return size;
    }

    /// <summary>Writes a record.</summary>
    /// <returns>The place after it.</returns>
    public static int Write(byte[] buffer, int at, long offsetDelta, long timestampDelta, in OutgoingRecord record)
    {
        at = Varint(buffer, at, (ulong)offsetDelta);
        at = Varint(buffer, at, (ulong)((timestampDelta << 1) ^ (timestampDelta >> 63)));
        at = Bytes(buffer, at, record.Key, record.Key is null);
        at = Bytes(buffer, at, record.Value, record.Value is null);
        var headers = record.Headers;
        var count = headers?.Count ?? 0;
        at = Varint(buffer, at, (ulong)count);
        for (var i = 0; i < count; i++)
        {
            var header = headers![i];
            at = Varint(buffer, at, (ulong)Encoding.UTF8.GetByteCount(header.Key));
            at += Encoding.UTF8.GetBytes(header.Key, buffer.AsSpan(at));
            at = Bytes(buffer, at, header.Value.GetValueOrDefault().Span, header.Value is null);
        }

        return at;
    }

    /// <summary>Copies a record that was read, as it is, under another difference of offsets.</summary>
    /// <returns>The place after it.</returns>
    public static int Copy(byte[] buffer, int at, long offsetDelta, ReadOnlySpan<byte> rest)
    {
        at = Varint(buffer, at, (ulong)offsetDelta);
        rest.CopyTo(buffer.AsSpan(at));
        return at + rest.Length;
    }

    private static int Bytes(byte[] buffer, int at, ReadOnlySpan<byte> bytes, bool isNull)
    {
        if (isNull)
        {
            buffer[at] = 0;
            return at + 1;
        }

        at = Varint(buffer, at, (ulong)bytes.Length + 1);
        bytes.CopyTo(buffer.AsSpan(at));
        return at + bytes.Length;
    }

    private static int Varint(byte[] buffer, int at, ulong value)
    {
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
        return at;
    }
}
