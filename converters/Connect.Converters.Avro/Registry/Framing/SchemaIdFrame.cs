using System.Buffers.Binary;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Registry.Framing;

/// <summary>
/// How data tells its schema: a magic byte of 0 and four bytes of id, or one of 1 and sixteen bytes of GUID, before the data or in a
/// header of the record.
/// </summary>
internal static class SchemaIdFrame
{
    // Confluent.SchemaRegistry.SchemaId has the same layout; its constants are taken, its decoder copies and throws without a word of what it met.
    public const string KeyHeader = Confluent.SchemaRegistry.SchemaId.KEY_SCHEMA_ID_HEADER;
    public const string ValueHeader = Confluent.SchemaRegistry.SchemaId.VALUE_SCHEMA_ID_HEADER;

    private const byte IdMagic = Confluent.SchemaRegistry.SchemaId.MAGIC_BYTE_V0;
    private const byte GuidMagic = Confluent.SchemaRegistry.SchemaId.MAGIC_BYTE_V1;
    private const int IdLength = 1 + sizeof(int);
    private const int GuidLength = 1 + 16;

    public static byte[] Prefix(int id)
    {
        var prefix = new byte[IdLength];
        prefix[0] = IdMagic;
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), id);
        return prefix;
    }

    public static byte[] HeaderValue(Guid guid)
    {
        var value = new byte[GuidLength];
        value[0] = GuidMagic;
        guid.TryWriteBytes(value.AsSpan(1), bigEndian: true, out _);
        return value;
    }

    /// <summary>Takes the frame off.</summary>
    /// <param name="bytes">Data with its frame.</param>
    /// <param name="key">What the frame says.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <returns>False where there is no frame.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SchemaKey key, out int length)
    {
        if (bytes.Length >= IdLength && bytes[0] == IdMagic)
        {
            key = SchemaKey.Of(BinaryPrimitives.ReadInt32BigEndian(bytes[1..]));
            length = IdLength;
            return true;
        }

        if (bytes.Length >= GuidLength && bytes[0] == GuidMagic)
        {
            key = SchemaKey.Of(new Guid(bytes.Slice(1, 16), bigEndian: true));
            length = GuidLength;
            return true;
        }

        key = default;
        length = 0;
        return false;
    }

    /// <summary>What a record's header says about the schema.</summary>
    /// <returns>False where it has no such header.</returns>
    /// <exception cref="DataException">It has, with something else in it.</exception>
    public static bool TryReadHeader(Headers? headers, bool isKey, string topic, out SchemaKey key)
    {
        key = default;
        if (headers is null || headers.Count == 0)
        {
            return false;
        }

        var name = isKey ? KeyHeader : ValueHeader;
        var value = headers.LastWithName(name)?.Value;
        switch (value)
        {
            case null:
                return false;
            case byte[] bytes when TryRead(bytes, out key, out _):
            case ReadOnlyMemory<byte> memory when TryRead(memory.Span, out key, out _):
                return true;
            default:
                throw new DataException($"The header {name} of a record of topic {topic} does not tell a schema: "
                    + (value is byte[] or ReadOnlyMemory<byte>
                        ? UnknownFrame.Describe(value is byte[] raw ? raw : ((ReadOnlyMemory<byte>)value).Span)
                        : $"it is a {value.GetType().Name}, not bytes"));
        }
    }
}
