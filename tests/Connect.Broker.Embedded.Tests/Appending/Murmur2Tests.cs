using Connect.Broker.Embedded.Appending;
using Connect.TestVectors;

namespace Connect.Broker.Embedded.Tests.Appending;

public sealed class Murmur2Tests
{
    public static IEnumerable<object[]> Cases => VectorFile.Ids("kafka-partitioner", "murmur2");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hash_Key_IsJavas(string id)
    {
        var vector = VectorFile.Load("kafka-partitioner")[id];
        var key = vector["key"].GetBytesFromBase64();

        Assert.Equal(vector["murmur2"].GetInt32(), Murmur2.Hash(key));
        foreach (var partitions in vector["partitions"].EnumerateObject())
        {
            Assert.Equal(partitions.Value.GetInt32(), Murmur2.Partition(key, int.Parse(partitions.Name)));
        }
    }
}
