using System.Buffers;
using System.Buffers.Binary;

namespace Connect.Storage.Offsets;

/// <summary>
/// Writes what Java's <c>ObjectOutputStream</c> writes for a <c>HashMap&lt;byte[], byte[]&gt;</c>: the stream protocol, version 5.
/// </summary>
internal static class JavaMapWriter
{
    private const int LeastCapacity = 16;

    public static ReadOnlyMemory<byte> Write(IEnumerable<KeyValuePair<byte[]?, byte[]?>> entries)
    {
        KeyValuePair<byte[]?, byte[]?>[] all = [.. entries];
        var output = new ArrayBufferWriter<byte>(256);
        output.Write(JavaStream.MapPrefix);

        // Java's table is never more than three quarters full; an empty map has none yet.
        var capacity = LeastCapacity;
        while (capacity / 4L * 3 < all.Length)
        {
            capacity *= 2;
        }

        WriteInt(output, JavaStream.LoadFactorBits);
        WriteInt(output, all.Length == 0 ? 0 : capacity / 4 * 3);
        output.Write((ReadOnlySpan<byte>)[JavaStream.BlockData, 8]);
        WriteInt(output, capacity);
        WriteInt(output, all.Length);
        var described = false;
        foreach (var (key, value) in all)
        {
            WriteArray(output, key, ref described);
            WriteArray(output, value, ref described);
        }

        output.Write((ReadOnlySpan<byte>)[JavaStream.EndBlockData]);
        return output.WrittenMemory;
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, byte[]? bytes, ref bool described)
    {
        if (bytes is null)
        {
            output.Write((ReadOnlySpan<byte>)[JavaStream.Null]);
            return;
        }

        output.Write((ReadOnlySpan<byte>)[JavaStream.Array]);
        if (described)
        {
            output.Write((ReadOnlySpan<byte>)[JavaStream.Reference]);
            WriteInt(output, JavaStream.ByteArrayClassHandle);
        }
        else
        {
            output.Write(JavaStream.ByteArrayClass);
            described = true;
        }

        WriteInt(output, bytes.Length);
        output.Write<byte>(bytes);
    }

    private static void WriteInt(ArrayBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }
}
