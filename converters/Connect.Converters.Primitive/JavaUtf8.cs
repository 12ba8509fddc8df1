using System.Text;
using System.Text.Unicode;

namespace Connect.Converters.Primitive;

/// <summary>UTF-8 as Java's strings read and write it: what is no UTF-8 becomes U+FFFD, what is no Unicode a question mark.</summary>
internal static class JavaUtf8
{
    public static readonly Encoding Writer =
        Encoding.GetEncoding("utf-8", new EncoderReplacementFallback("?"), new DecoderReplacementFallback("\uFFFD"));

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            // A surrogate's three bytes are one mistake to Java, and three to .NET.
            Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (bytes[0] == 0xED && bytes.Length > 1 && bytes[1] is >= 0xA0 and <= 0xBF)
            {
                consumed = bytes.Length > 2 && (bytes[2] & 0xC0) == 0x80 ? 3 : 2;
            }

            text.Append(rune);
            bytes = bytes[consumed..];
        }

        return text.ToString();
    }
}
