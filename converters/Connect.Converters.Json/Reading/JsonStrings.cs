using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Connect.Converters.Json.Reading;

/// <summary>Makes strings of what is between quotes.</summary>
internal static class JsonStrings
{
    /// <summary>A string without escapes.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="position">Where it ends, for messages.</param>
    public static string Decode(ReadOnlySpan<byte> utf8, int position)
    {
        if (Ascii.IsValid(utf8))
        {
            return Encoding.Latin1.GetString(utf8);
        }

        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : Unescape(utf8, position);
    }

    /// <summary>A string with escapes, or with bytes that only Jackson takes for UTF-8: forms that are longer than needed.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="position">Where it ends, for messages.</param>
    public static string Unescape(ReadOnlySpan<byte> utf8, int position)
    {
        var rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            var count = 0;
            for (var i = 0; i < utf8.Length;)
            {
                count += utf8[i] switch
                {
                    (byte)'\\' => Escape(utf8, ref i, rented.AsSpan(count), position),
                    < 0x80 => Single(utf8, ref i, rented.AsSpan(count)),
                    _ => Multiple(utf8, ref i, rented.AsSpan(count), position),
                };
            }

            return new string(rented, 0, count);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static int Single(ReadOnlySpan<byte> utf8, ref int i, Span<char> to)
    {
        to[0] = (char)utf8[i++];
        return 1;
    }

    private static int Escape(ReadOnlySpan<byte> utf8, ref int i, Span<char> to, int position)
    {
        var kind = utf8[i + 1];
        i += 2;
        if (kind == 'u')
        {
            if (utf8.Length - i < 4
                || !ushort.TryParse(utf8.Slice(i, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                throw Invalid("an escape \\u is not followed by four hexadecimal digits", position);
            }

            i += 4;
            to[0] = (char)code;
            return 1;
        }

        to[0] = (char)kind switch
        {
            '"' or '\\' or '/' => (char)kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Invalid($"unknown escape \\{(char)kind}", position),
        };
        return 1;
    }

    private static int Multiple(ReadOnlySpan<byte> utf8, ref int i, Span<char> to, int position)
    {
        var first = utf8[i];
        var length = first switch
        {
            >= 0xC0 and < 0xE0 => 2,
            >= 0xE0 and < 0xF0 => 3,
            >= 0xF0 and < 0xF8 => 4,
            _ => throw Invalid("it is not UTF-8", position),
        };
        if (utf8.Length - i < length)
        {
            throw Invalid("it is not UTF-8", position);
        }

        var code = first & (0xFF >> (length + 1));
        for (var k = 1; k < length; k++)
        {
            var next = utf8[i + k];
            code = (next & 0xC0) == 0x80 ? (code << 6) | (next & 0x3F) : throw Invalid("it is not UTF-8", position);
        }

        i += length;
        if (length == 4)
        {
            return code is >= 0x10000 and <= 0x10FFFF ? new Rune(code).EncodeToUtf16(to) : throw Invalid("it is not UTF-8", position);
        }

        to[0] = code is < 0xD800 or > 0xDFFF ? (char)code : throw Invalid("it is not UTF-8", position);
        return 1;
    }

    private static JsonSyntaxException Invalid(string why, int position) => new($"{why}, in the string that ends at byte {position}");
}
