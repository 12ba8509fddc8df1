using System.Globalization;
using Connect.Broker.Embedded.Appending;
using Connect.TestVectors;

namespace Connect.Vectors.Subjects;

/// <summary>Which partition a key goes to, as the embedded log decides it.</summary>
internal sealed class KafkaPartitionerExecutor : IVectorExecutor
{
    public string Subject => "kafka-partitioner";

    public string? Run(VectorCase vector)
    {
        var key = vector["key"].GetBytesFromBase64();
        var hash = Murmur2.Hash(key);
        if (hash != vector["murmur2"].GetInt32())
        {
            return $"expected the hash {vector["murmur2"]}, got {hash}";
        }

        if ((hash & int.MaxValue) != vector["toPositive"].GetInt32())
        {
            return $"expected {vector["toPositive"]} as its positive form, got {hash & int.MaxValue}";
        }

        foreach (var expected in vector["partitions"].EnumerateObject())
        {
            var partition = Murmur2.Partition(key, int.Parse(expected.Name, CultureInfo.InvariantCulture));
            if (partition != expected.Value.GetInt32())
            {
                return $"expected partition {expected.Value} of {expected.Name}, got {partition}";
            }
        }

        return null;
    }
}
