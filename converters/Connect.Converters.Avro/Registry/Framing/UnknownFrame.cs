using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Registry.Framing;

/// <summary>Says what bytes without a registry's frame are: the first of them, and what they look like.</summary>
internal static class UnknownFrame
{
    private const int Shown = 16;
    private const int Examined = 512;

    /// <summary>The error for data that can't be told a schema of.</summary>
    public static DataException Error(ReadOnlySpan<byte> bytes, bool isKey, string topic) => new(
        $"The {(isKey ? "key" : "value")} of a record of topic {topic} does not begin with a schema's id (magic byte 0 and 4 bytes of id,"
            + $" or magic byte 1 and 16 bytes of GUID): {Describe(bytes)}");

    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "it is empty";
        }

        var first = BitConverter.ToString(bytes[..Math.Min(bytes.Length, Shown)].ToArray()).Replace('-', ' ');
        return $"it has {bytes.Length} byte{(bytes.Length == 1 ? "" : "s")}, {(bytes.Length > Shown ? "the first are" : "which are")} {first}. {Guess(bytes)}";
    }

    private static string Guess(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0, ..] or [1, ..] => "It is cut off behind its magic byte",
        [(byte)'O', (byte)'b', (byte)'j', 1, ..] => "It looks like an Avro file with its schema inside, not like a registry's framing",
        [0xC3, 0x01, ..] when bytes.Length >= 10 =>
            "It looks like Avro's single-object encoding (schema fingerprint "
                + $"{BinaryPrimitives.ReadUInt64LittleEndian(bytes[2..]):x16}), not like a registry's framing",
        [3, ..] when bytes.Length >= 18 => "It looks like the framing of AWS Glue's registry, which this converter does not read",
        _ when IsText(bytes, out var text) => LooksLikeJson(text)
            ? "It looks like JSON: org.apache.kafka.connect.json.JsonConverter reads it"
            : $"It looks like plain text (\"{Excerpt(text)}\"): org.apache.kafka.connect.storage.StringConverter reads it",
        _ => "It may have been written with another registry's framing, or as Avro without any",
    };

    private static bool LooksLikeJson(string text) => text.TrimStart() is [var first, ..] && (first is '{' or '[' || IsJsonScalar(text));

    private static bool IsJsonScalar(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind != JsonValueKind.Null;
        }
        catch (JsonException)
        {
            // It is text, then.
            return false;
        }
    }

    private static bool IsText(ReadOnlySpan<byte> bytes, out string text)
    {
        var examined = bytes[..Math.Min(bytes.Length, Examined)];
        text = Encoding.UTF8.GetString(examined);
        for (var i = 0; i < text.Length; i++)
        {
            // The cut may have gone through a character.
            var cut = text[i] == '\uFFFD' && i >= text.Length - 3 && examined.Length < bytes.Length;
            if (!cut && (text[i] == '\uFFFD' || (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r'))))
            {
                return false;
            }
        }

        return true;
    }

    private static string Excerpt(string text) => text.Length <= Shown ? text : text[..Shown] + "…";
}
