using System.Buffers.Binary;

namespace Connect.Broker.Embedded.Appending;

/// <summary>The hash that Kafka's clients place keys by.</summary>
internal static class Murmur2
{
    private const uint Seed = 0x9747b28c;
    private const uint Factor = 0x5bd1e995;

    public static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (uint)bytes.Length;
        while (bytes.Length >= 4)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Factor;
            word ^= word >> 24;
            hash = (hash * Factor) ^ (word * Factor);
            bytes = bytes[4..];
        }

        if (bytes.Length > 0)
        {
            uint tail = 0;
            for (var i = bytes.Length - 1; i >= 0; i--)
            {
                tail = (tail << 8) | bytes[i];
            }

            hash = (hash ^ tail) * Factor;
        }

        hash = (hash ^ (hash >> 13)) * Factor;
        return (int)(hash ^ (hash >> 15));
    }

    /// <summary>The partition of a key.</summary>
    public static int Partition(ReadOnlySpan<byte> key, int partitions) => (Hash(key) & int.MaxValue) % partitions;
}
