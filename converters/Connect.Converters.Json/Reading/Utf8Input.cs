using System.Buffers.Binary;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>Tells the encoding of JSON by its first bytes, as Jackson does: a byte order mark, or where the zeros are.</summary>
internal static class Utf8Input
{
    private static readonly Encoding Utf32 = new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
    private static readonly Encoding Utf32BigEndian = new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);

    /// <summary>The bytes in UTF-8, without byte order mark: a copy only where they are in another encoding.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 2 || (bytes[0] is > 0 and < 0x80 && bytes[1] != 0) ? bytes : Detect(bytes);

    private static ReadOnlySpan<byte> Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 4)
        {
            var quad = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            switch (quad)
            {
                case 0x0000FEFF:
                    return Transcode(Utf32BigEndian, bytes[4..]);
                case 0xFFFE0000:
                    return Transcode(Utf32, bytes[4..]);
                case 0x0000FFFE or 0xFEFF0000:
                    throw Unsupported();
            }

            switch (quad >> 16)
            {
                case 0xFEFF:
                    return Transcode(Encoding.BigEndianUnicode, bytes[2..]);
                case 0xFFFE:
                    return Transcode(Encoding.Unicode, bytes[2..]);
            }

            if (quad >> 8 == 0xEFBBBF)
            {
                return bytes[3..];
            }

            if (quad >> 8 == 0)
            {
                return Transcode(Utf32BigEndian, bytes);
            }

            if ((quad & 0x00FFFFFF) == 0)
            {
                return Transcode(Utf32, bytes);
            }

            if ((quad & ~0x00FF0000u) == 0 || (quad & ~0x0000FF00u) == 0)
            {
                throw Unsupported();
            }
        }

        return bytes[0] == 0 ? Transcode(Encoding.BigEndianUnicode, bytes) : bytes[1] == 0 ? Transcode(Encoding.Unicode, bytes) : bytes;
    }

    private static byte[] Transcode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            throw new JsonSyntaxException($"its first bytes are those of JSON in {encoding.WebName}, but others are not");
        }
    }

    private static JsonSyntaxException Unsupported() => new("its first bytes are those of JSON in an unusual order of UCS-4 bytes, which is not supported");
}
