using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Avro's binary encoding, written into a buffer that is used again. Not thread-safe.</summary>
internal sealed class AvroOutput
{
    // Data nested deeper is refused in both directions: a thread's stack is finite.
    public const int MaxDepth = 1000;

    // A surrogate without its other half becomes a question mark, as in Java.
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);

    private byte[] buffer = new byte[256];
    private int count;
    private int depth;

    /// <summary>What has been written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, count);

    /// <summary>Forgets what was written, to begin anew.</summary>
    public void Clear()
    {
        count = 0;
        depth = 0;
    }

    /// <summary>Goes into a record, array or map.</summary>
    /// <exception cref="DataException">The data is nested too deep.</exception>
    public void Enter()
    {
        if (++depth > MaxDepth)
        {
            throw new DataException($"The data is nested more than {MaxDepth} levels deep");
        }
    }

    public void Leave() => depth--;

    public void Boolean(bool value)
    {
        Reserve(1);
        buffer[count++] = value ? (byte)1 : (byte)0;
    }

    public void Int(int value)
    {
        Reserve(5);
        var rest = (uint)((value << 1) ^ (value >> 31));
        var at = count;
        while (rest > 0x7F)
        {
            buffer[at++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        buffer[at] = (byte)rest;
        count = at + 1;
    }

    public void Long(long value)
    {
        Reserve(10);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var at = count;
        while (rest > 0x7F)
        {
            buffer[at++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        buffer[at] = (byte)rest;
        count = at + 1;
    }

    public void Float(float value)
    {
        Reserve(4);
        // Java writes the one NaN for all NaNs.
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(count), float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToInt32Bits(value));
        count += 4;
    }

    public void Double(double value)
    {
        Reserve(8);
        BinaryPrimitives.WriteInt64LittleEndian(
            buffer.AsSpan(count),
            double.IsNaN(value) ? 0x7FF8000000000000 : BitConverter.DoubleToInt64Bits(value));
        count += 8;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        Raw(value);
    }

    /// <summary>Writes bytes as they are.</summary>
    /// <param name="value">The bytes.</param>
    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(buffer.AsSpan(count));
        count += value.Length;
    }

    public void String(string value)
    {
        Reserve(checked(5 + (value.Length * 3)));

        // Most texts have as many bytes as characters: their length is written first as if this one had.
        var room = LengthOfInt(value.Length);
        var at = count + room;
        var written = Utf8.GetBytes(value, buffer.AsSpan(at));
        var needed = LengthOfInt(written);
        if (needed != room)
        {
            buffer.AsSpan(at, written).CopyTo(buffer.AsSpan(count + needed));
        }

        Int(written);
        count += written;
    }

    private static int LengthOfInt(int value) => (38 - BitOperations.LeadingZeroCount((uint)value << 1 | 1)) / 7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int size)
    {
        if (buffer.Length - count < size)
        {
            Grow(size);
        }
    }

    private void Grow(int size)
    {
        var wanted = Math.Max((long)count + size, Math.Min(buffer.Length * 2L, Array.MaxLength));
        Array.Resize(ref buffer, wanted <= Array.MaxLength
            ? (int)wanted
            : throw new DataException($"The value has more than {Array.MaxLength} bytes in Avro"));
    }
}
