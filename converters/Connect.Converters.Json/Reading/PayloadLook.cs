using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Connect.Converters.Json.Reading;

/// <summary>Says what bytes that are no JSON look like, and which converter reads them.</summary>
internal static class PayloadLook
{
    private const int ShownBytes = 16;
    private const byte SchemaId = 0;
    private const byte SchemaGuid = 1;

    /// <summary>A sentence about the bytes.</summary>
    /// <param name="bytes">The bytes, not empty.</param>
    /// <param name="type">What they are of: key, value or header.</param>
    public static string Of(ReadOnlySpan<byte> bytes, string type)
    {
        var shown = bytes[..Math.Min(bytes.Length, ShownBytes)];
        var first = new StringBuilder();
        foreach (var b in shown)
        {
            first.Append(first.Length == 0 ? string.Empty : " ").Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return $"{Guess(bytes, type)} First bytes in hex: {first}{(shown.Length < bytes.Length ? " \u2026" : string.Empty)}";
    }

    private static string Guess(ReadOnlySpan<byte> bytes, string type)
    {
        if (bytes[0] == SchemaId && bytes.Length > 5)
        {
            var id = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]).ToString(CultureInfo.InvariantCulture);
            return $"It looks like data of Schema Registry, with schema id {id}: mostly Avro, set {type}.converter=io.confluent.connect.avro.AvroConverter"
                + $" and {type}.converter.schema.registry.url.";
        }

        if (bytes[0] == SchemaGuid && bytes.Length > 17)
        {
            return $"It looks like data of Schema Registry, with schema GUID {new Guid(bytes[1..17], bigEndian: true)}: mostly Avro, set"
                + $" {type}.converter=io.confluent.connect.avro.AvroConverter and {type}.converter.schema.registry.url.";
        }

        if (bytes.StartsWith("Obj\u0001"u8))
        {
            return "It looks like an Avro container file, which no converter reads.";
        }

        if (bytes[0] is (byte)'{' or (byte)'[' or (byte)'"')
        {
            return "It begins like JSON: it may be cut off, or written by hand.";
        }

        if (IsText(bytes))
        {
            return $"It looks like plain text: set {type}.converter=org.apache.kafka.connect.storage.StringConverter.";
        }

        return IsFields(bytes)
            ? $"It looks like Protobuf: set {type}.converter to a converter that reads it, or to"
                + " org.apache.kafka.connect.converters.ByteArrayConverter to pass it through."
            : $"It looks like binary data: set {type}.converter to the converter that wrote it, or to"
                + " org.apache.kafka.connect.converters.ByteArrayConverter to pass it through.";
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b < ' ' && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return false;
            }
        }

        return Utf8.IsValid(bytes);
    }

    // Whether all of it is a row of tags and values as Protobuf writes them.
    private static bool IsFields(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (!TryVarint(ref bytes, out var tag) || tag >> 3 is 0 or > 536_870_911)
            {
                return false;
            }

            ulong length = 0;
            var read = (tag & 7) switch
            {
                0 => TryVarint(ref bytes, out _),
                1 => (length = 8) > 0,
                2 => TryVarint(ref bytes, out length),
                5 => (length = 4) > 0,
                _ => false,
            };
            if (!read || length > (ulong)bytes.Length)
            {
                return false;
            }

            bytes = bytes[(int)length..];
        }

        return true;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
