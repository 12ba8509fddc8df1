using System.Security.Cryptography;
using System.Text;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Short texts in place of a schema: digests of its <see cref="CanonicalForm"/>, as Avro's specification has them.</summary>
internal static class Fingerprint
{
    private const ulong Empty = 0xC15D213AA4D7A795;

    private static readonly ulong[] Table = MakeTable();

    /// <summary>The 64-bit Rabin fingerprint, CRC-64-AVRO.</summary>
    public static ulong Crc64(Schema schema)
    {
        var result = Empty;
        foreach (var b in BytesOf(schema))
        {
            result = (result >> 8) ^ Table[(byte)(result ^ b)];
        }

        return result;
    }

    /// <summary>The MD5 digest.</summary>
    public static byte[] Md5(Schema schema) => MD5.HashData(BytesOf(schema));

    /// <summary>The SHA-256 digest.</summary>
    public static byte[] Sha256(Schema schema) => SHA256.HashData(BytesOf(schema));

    private static byte[] BytesOf(Schema schema) => Encoding.UTF8.GetBytes(CanonicalForm.Of(schema));

    private static ulong[] MakeTable()
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            var entry = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                entry = (entry >> 1) ^ (Empty & (0 - (entry & 1)));
            }

            table[i] = entry;
        }

        return table;
    }
}
