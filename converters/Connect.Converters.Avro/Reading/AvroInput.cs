using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Writing;

namespace Connect.Converters.Avro.Reading;

/// <summary>
/// Avro's binary encoding, read from bytes that nobody is to trust: whatever they claim, no more is read or made than they can hold.
/// Every error says at which byte.
/// </summary>
internal ref struct AvroInput
{
    // How much a value may hold that takes no bytes, such as empty records, and how much more with each byte that it has.
    private const int MaxWithoutBytes = 1 << 16;
    private const int MaxWithoutBytesPerByte = 16;

    private readonly ReadOnlySpan<byte> bytes;
    private int at;
    private int depth;
    private int room;
    private long withoutBytesLeft;

    public AvroInput(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        room = bytes.Length;
        withoutBytesLeft = MaxWithoutBytes + ((long)MaxWithoutBytesPerByte * bytes.Length);
    }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => at;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => bytes.Length - at;

    /// <summary>Goes into a record, array or map.</summary>
    /// <exception cref="DataException">The data is nested too deep.</exception>
    public void Enter()
    {
        if (++depth > AvroOutput.MaxDepth)
        {
            throw Error($"the data is nested more than {AvroOutput.MaxDepth} levels deep");
        }
    }

    public void Leave() => depth--;

    public bool ReadBoolean()
    {
        Require(1, "a boolean");

        // As Java: all but 1 is false.
        return bytes[at++] == 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt()
    {
        if ((uint)at < (uint)bytes.Length && bytes[at] is var first and < 0x80)
        {
            at++;
            return (first >> 1) ^ -(first & 1);
        }

        return ReadLongerInt();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadLong()
    {
        if ((uint)at < (uint)bytes.Length && bytes[at] is var first and < 0x80)
        {
            at++;
            return (first >> 1) ^ -(first & 1);
        }

        return ReadLongerLong();
    }

    public float ReadFloat()
    {
        Require(4, "a float");
        var value = BinaryPrimitives.ReadSingleLittleEndian(bytes.Slice(at, 4));
        at += 4;
        return value;
    }

    public double ReadDouble()
    {
        Require(8, "a double");
        var value = BinaryPrimitives.ReadDoubleLittleEndian(bytes.Slice(at, 8));
        at += 8;
        return value;
    }

    /// <summary>The bytes of a value that has its length before it; valid as long as the input.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var began = at;
        var length = ReadLong();
        if ((ulong)length > (ulong)Left)
        {
            throw length < 0
                ? ErrorAt(began, $"a length of {length} bytes is negative")
                : ErrorAt(began, $"a length of {length} bytes is more than the {Left} that are left");
        }

        var value = bytes.Slice(at, (int)length);
        at += (int)length;
        return value;
    }

    public ReadOnlySpan<byte> ReadFixed(int size)
    {
        if (Left < size)
        {
            throw Error($"the data ends within a fixed of {size} bytes");
        }

        var value = bytes.Slice(at, size);
        at += size;
        return value;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>An index of a symbol or branch.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="what">What they are, for the message.</param>
    public int ReadIndex(int count, string what)
    {
        var began = at;
        var index = ReadInt();
        return (uint)index < (uint)count ? index : throw ErrorAt(began, $"there is no {what} {index}: there are {count}, counted from 0");
    }

    /// <summary>The number of elements in the next block of an array or map; 0 at the end.</summary>
    /// <param name="leastBytes">How many bytes an element has at least.</param>
    public int ReadBlock(int leastBytes)
    {
        var began = at;
        var count = ReadLong();
        if (count < 0)
        {
            // Its size in bytes lets a reader skip the block; one that reads it needs only the number, and Java's looks at no more.
            ReadLong();
            count = count == long.MinValue
                ? throw ErrorAt(began, "a block claims more elements than can be")
                : -count;
        }

        if (leastBytes == 0)
        {
            CountWithoutBytes(began, count);
        }
        else if (count > Left / leastBytes)
        {
            throw ErrorAt(began, $"a block claims {count} elements of at least {leastBytes} bytes; {Left} bytes are left");
        }

        return (int)count;
    }

    /// <summary>The number of elements to be skipped one by one; 0 at the end. Blocks that tell their size are skipped here.</summary>
    /// <param name="leastBytes">How many bytes an element has at least.</param>
    public int SkipBlocks(int leastBytes)
    {
        while (true)
        {
            var began = at;
            if ((uint)at >= (uint)bytes.Length || ReadLong() >= 0)
            {
                at = began;
                return ReadBlock(leastBytes);
            }

            var size = ReadLong();
            if ((ulong)size > (ulong)Left)
            {
                throw ErrorAt(began, $"a block's size of {size} bytes is not among the {Left} that are left");
            }

            at += (int)size;
        }
    }

    /// <summary>
    /// For how many of the elements that a block claims room is made beforehand. Each of arrays inside each other may claim all
    /// bytes that are left, but together they can't have more elements than there are bytes.
    /// </summary>
    public int RoomFor(int count)
    {
        var given = Math.Min(count, room);
        room -= given;
        return given;
    }

    /// <summary>Counts what is held without having taken a byte: a schema of a few lines may ask for any number of empty records.</summary>
    /// <param name="began">Where it is.</param>
    /// <param name="count">How many elements, or fields.</param>
    /// <exception cref="DataException">It is too much.</exception>
    public void CountWithoutBytes(int began, long count)
    {
        if (count > withoutBytesLeft)
        {
            throw ErrorAt(began, $"elements and fields that take no bytes, such as empty records, are more than {MaxWithoutBytes}"
                + $" and {MaxWithoutBytesPerByte} for each byte");
        }

        withoutBytesLeft -= count;
    }

    /// <summary>Other bytes, such as a default's, to be read in the place where this one is.</summary>
    public readonly AvroInput Inside(ReadOnlySpan<byte> other) => new(other) { depth = depth, withoutBytesLeft = withoutBytesLeft };

    /// <summary>Goes on after what was read in its place.</summary>
    public void Return(in AvroInput inside) => withoutBytesLeft = inside.withoutBytesLeft;

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> ReadRest()
    {
        var rest = bytes[at..];
        at = bytes.Length;
        return rest;
    }

    /// <summary>An error at the current byte.</summary>
    /// <param name="what">What is wrong.</param>
    public readonly DataException Error(string what) => ErrorAt(at, what);

    /// <summary>An error at a byte.</summary>
    /// <param name="position">Which one, counted from 0.</param>
    /// <param name="what">What is wrong.</param>
    public readonly DataException ErrorAt(int position, string what) =>
        new($"Malformed Avro data at byte {position} of {bytes.Length}: {what}");

    private void Require(int size, string what)
    {
        if (Left < size)
        {
            throw Error($"the data ends within {what}");
        }
    }

    private int ReadLongerInt()
    {
        var began = at;
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if ((uint)at >= (uint)bytes.Length)
            {
                throw ErrorAt(began, "the data ends within an int");
            }

            var next = bytes[at++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)(value >> 1) ^ -(int)(value & 1);
            }
        }

        throw ErrorAt(began, "an int has more than 5 bytes");
    }

    private long ReadLongerLong()
    {
        var began = at;
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if ((uint)at >= (uint)bytes.Length)
            {
                throw ErrorAt(began, "the data ends within a long");
            }

            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw ErrorAt(began, "a long has more than 10 bytes");
    }
}
