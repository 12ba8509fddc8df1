using System.Buffers;
using System.Text;
using Connect.Abi.Errors;

namespace Connect.Converters.Primitive;

/// <summary>Turns texts into bytes and back as Java does in an encoding of the same name.</summary>
internal sealed class TextEncoding
{
    private readonly Encoding encoding;
    private readonly bool isUnicode;
    private readonly bool isUtf8;
    private readonly bool isMarkedUtf16;

    public TextEncoding(string name)
    {
        encoding = Find(name);
        isUtf8 = encoding.CodePage == 65001;
        isUnicode = isUtf8 || encoding.CodePage is 1200 or 1201 or 12000 or 12001;
        isMarkedUtf16 = IsMarked(name);
        encoding = isUtf8 ? JavaUtf8.Writer : isMarkedUtf16 ? Find("utf-16BE") : encoding;
    }

    public void Encode(string text, IBufferWriter<byte> output)
    {
        if (isMarkedUtf16 && text.Length > 0)
        {
            output.Write<byte>([0xFE, 0xFF]);
        }

        // Elsewhere each half of a pair would become a question mark of its own.
        if (!isUnicode && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            text = WithoutPairs(text);
        }

        if (text.Length > 0)
        {
            var span = output.GetSpan(encoding.GetMaxByteCount(text.Length));
            output.Advance(encoding.GetBytes(text, span));
        }
    }

    public string Decode(ReadOnlySpan<byte> bytes)
    {
        if (isUtf8)
        {
            return JavaUtf8.Decode(bytes);
        }

        if (isMarkedUtf16 && bytes.Length >= 2)
        {
            switch ((bytes[0], bytes[1]))
            {
                case (0xFE, 0xFF):
                    return encoding.GetString(bytes[2..]);
                case (0xFF, 0xFE):
                    return Find("utf-16LE").GetString(bytes[2..]);
            }
        }

        return encoding.GetString(bytes);
    }

    private static bool IsMarked(string name) =>
        name.Equals("UTF-16", StringComparison.OrdinalIgnoreCase)
        || name.Equals("UTF16", StringComparison.OrdinalIgnoreCase)
        || name.Equals("UTF_16", StringComparison.OrdinalIgnoreCase);

    private static string WithoutPairs(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.IsBmp && rune.Value != 0xFFFD ? (char)rune.Value : '?');
        }

        return result.ToString();
    }

    private static Encoding Find(string name)
    {
        var wanted = name.ToUpperInvariant() switch
        {
            "UTF8" or "UTF_8" => "utf-8",
            "UTF16" or "UTF_16" or "UTF-16" or "UTF-16BE" or "UTF_16BE" => "utf-16BE",
            "UTF-16LE" or "UTF_16LE" => "utf-16",
            "UTF-32" or "UTF_32" or "UTF32" or "UTF-32BE" or "UTF_32BE" => "utf-32BE",
            "UTF-32LE" or "UTF_32LE" => "utf-32",
            "LATIN1" or "ISO8859_1" or "ISO8859-1" or "8859_1" => "iso-8859-1",
            "ASCII" or "ASCII7" => "us-ascii",
            _ when name.StartsWith("Cp", StringComparison.OrdinalIgnoreCase) => "windows-" + name[2..],
            _ => name,
        };
        try
        {
            var replacement = (new EncoderReplacementFallback("?"), new DecoderReplacementFallback("\uFFFD"));
            return CodePagesEncodingProvider.Instance.GetEncoding(wanted, replacement.Item1, replacement.Item2)
                ?? Encoding.GetEncoding(wanted, replacement.Item1, replacement.Item2);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ConfigException(
                StringConverter.EncodingName, name, "It is no encoding known here. Use UTF-8, UTF-16, ISO-8859-1, US-ASCII, windows-1252 or another of IANA's names");
        }
    }
}
