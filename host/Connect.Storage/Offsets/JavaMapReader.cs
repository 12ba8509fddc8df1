using System.Buffers.Binary;
using System.Globalization;

namespace Connect.Storage.Offsets;

/// <summary>
/// Reads what Java's <c>ObjectOutputStream</c> writes for a <c>HashMap&lt;byte[], byte[]&gt;</c>, and refuses everything else: no
/// class of a stream is ever looked up.
/// </summary>
internal ref struct JavaMapReader
{
    private readonly ReadOnlySpan<byte> stream;
    private readonly List<byte[]> arrays;
    private bool described;
    private int position;

    private JavaMapReader(ReadOnlySpan<byte> stream)
    {
        this.stream = stream;
        arrays = [];
    }

    /// <summary>The map's entries in the order of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes are something else, or cut off.</exception>
    public static IReadOnlyList<KeyValuePair<byte[]?, byte[]?>> Read(ReadOnlySpan<byte> stream) => new JavaMapReader(stream).ReadMap();

    private List<KeyValuePair<byte[]?, byte[]?>> ReadMap()
    {
        Expect(JavaStream.MapPrefix, "a serialised java.util.HashMap");
        position += 2 * sizeof(int);
        Expect([JavaStream.BlockData, 8], "the map's size");
        position += sizeof(int);
        var size = ReadInt();
        if (size < 0)
        {
            throw Broken($"the map's size is {size}");
        }

        // An entry takes two bytes at least, so that a wrong size can't ask for more memory than the file deserves.
        var entries = new List<KeyValuePair<byte[]?, byte[]?>>(Math.Min(size, stream.Length / 2));
        for (var i = 0; i < size; i++)
        {
            var key = ReadArray();
            entries.Add(new(key, ReadArray()));
        }

        Expect([JavaStream.EndBlockData], "the end of the map");
        return position == stream.Length ? entries : throw Broken("something follows the map");
    }

    private byte[]? ReadArray()
    {
        switch (ReadByte())
        {
            case JavaStream.Null:
                return null;
            case JavaStream.Reference:
                // The same array object as before; arrays are numbered after the class of byte arrays.
                var index = (long)ReadInt() - JavaStream.ByteArrayClassHandle - 1;
                return index >= 0 && index < arrays.Count ? arrays[(int)index] : throw Broken("a reference leads nowhere");
            case JavaStream.Array:
                ReadClass();
                var length = ReadInt();
                if (length < 0)
                {
                    throw Broken($"an array's length is {length}");
                }

                var array = Take(length).ToArray();
                arrays.Add(array);
                return array;
            case var other:
                position--;
                throw Broken(string.Create(CultureInfo.InvariantCulture, $"there is 0x{other:X2} where a byte array or null should be"));
        }
    }

    private void ReadClass()
    {
        if (!described)
        {
            Expect(JavaStream.ByteArrayClass, "the class of a byte array");
            described = true;
            return;
        }

        Expect([JavaStream.Reference], "a reference to the class of byte arrays");
        if (ReadInt() != JavaStream.ByteArrayClassHandle)
        {
            throw Broken("an array's class is not byte[]");
        }
    }

    private void Expect(scoped ReadOnlySpan<byte> bytes, string what)
    {
        var at = position;
        if (!Take(bytes.Length).SequenceEqual(bytes))
        {
            position = at;
            throw Broken($"there is no {what}");
        }
    }

    private byte ReadByte() => Take(1)[0];

    private int ReadInt() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > stream.Length - position)
        {
            throw Broken("it is cut off");
        }

        var taken = stream.Slice(position, count);
        position += count;
        return taken;
    }

    private readonly InvalidDataException Broken(string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"at byte {Math.Min(position, stream.Length)}, {why}"));
}
