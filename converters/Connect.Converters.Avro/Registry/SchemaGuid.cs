using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry;

/// <summary>The GUID that registries give a schema: the MD5 of its text and its references.</summary>
internal static class SchemaGuid
{
    public static Guid Of(RegistrySchema schema)
    {
#pragma warning disable CA5351 // It names a schema, as in every registry; nothing is protected by it.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        hash.AppendData(Encoding.UTF8.GetBytes(schema.SchemaString));
        Span<byte> version = stackalloc byte[sizeof(int)];
        foreach (var reference in schema.References ?? [])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(reference.Name));
            hash.AppendData(Encoding.UTF8.GetBytes(reference.Subject));
            BinaryPrimitives.WriteInt32BigEndian(version, reference.Version);
            hash.AppendData(version);
        }

        return new Guid(hash.GetHashAndReset(), bigEndian: true);
    }
}
