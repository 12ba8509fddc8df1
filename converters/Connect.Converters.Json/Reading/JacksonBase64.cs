using System.Buffers;
using System.Buffers.Text;
using Connect.Abi.Errors;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads base64 as Jackson does: padding is required, space may come between groups of four, and groups may follow a padded one.</summary>
internal static class JacksonBase64
{
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 == 0
            && Base64.DecodeFromUtf8(text, bytes, out var consumed, out var written) == OperationStatus.Done
            && consumed == text.Length
            && text.IndexOfAnyInRange((byte)0, (byte)' ') < 0)
        {
            return written == bytes.Length ? bytes : bytes[..written];
        }

        return DecodeSlowly(text);
    }

    private static byte[] DecodeSlowly(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] <= ' ')
            {
                i++;
                continue;
            }

            if (text.Length - i < 4)
            {
                throw new DataException("Invalid base64: its last group has less than four characters; padding (=) is required");
            }

            var bits = (Bits(text[i]) << 18) | (Bits(text[i + 1]) << 12);
            bytes.Add((byte)(bits >> 16));
            if (text[i + 2] == '=')
            {
                if (text[i + 3] != '=')
                {
                    throw Invalid(text[i + 3]);
                }
            }
            else
            {
                bits |= Bits(text[i + 2]) << 6;
                bytes.Add((byte)(bits >> 8));
                if (text[i + 3] != '=')
                {
                    bytes.Add((byte)(bits | Bits(text[i + 3])));
                }
            }

            i += 4;
        }

        return [.. bytes];
    }

    private static int Bits(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => throw Invalid(c),
    };

    private static DataException Invalid(byte c) =>
        new($"Invalid base64: unexpected {(c is > 0x20 and < 0x7F ? $"'{(char)c}'" : $"byte 0x{c:X2}")}");
}
