using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Connect.Converters.Primitive;

/// <summary>UTF-8 as Java's strings read and write it: what is no UTF-8 becomes U+FFFD, what is no Unicode a question mark.</summary>
internal static class JavaUtf8
{
    public static readonly Encoding Writer =
        Encoding.GetEncoding("utf-8", new EncoderReplacementFallback("?"), new DecoderReplacementFallback("\uFFFD"));

    /// <summary>How many bytes a text has at most.</summary>
    public static int MaxBytes(int chars) => checked((chars + 1) * 3);

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Room for as many bytes as it has at most.</param>
    /// <returns>How many it has.</returns>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> to) =>
        Ascii.FromUtf16(text, to, out var written) == OperationStatus.Done ? written : Writer.GetBytes(text, to);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            return Encoding.Latin1.GetString(bytes);
        }

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
