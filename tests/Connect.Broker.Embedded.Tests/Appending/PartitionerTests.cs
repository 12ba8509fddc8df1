using Connect.Abi.Records;
using Connect.Broker.Embedded.Appending;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Tests.Appending;

public sealed class PartitionerTests
{
    private readonly Topic _topic = MakeTopic(4);

    [Fact]
    public void Choose_NullKeys_StayUntilTheBatchIsFull()
    {
        var partitioner = new Partitioner(Partitioning.KeyHash, stickyBytes: 1_000);
        var chosen = Enumerable.Range(0, 10).Select(_ => partitioner.Choose(_topic, null, 100)).Distinct();
        Assert.Single(chosen);
    }

    [Fact]
    public void Choose_NullKeys_ReachAllPartitionsInTheEnd()
    {
        var partitioner = new Partitioner(Partitioning.KeyHash, stickyBytes: 50);
        var chosen = Enumerable.Range(0, 1_000).Select(_ => partitioner.Choose(_topic, null, 100)).Distinct();
        Assert.Equal([0, 1, 2, 3], chosen.Order());
    }

    [Fact]
    public void Choose_RoundRobin_GoesOneByOneWhateverTheKey()
    {
        var partitioner = new Partitioner(Partitioning.RoundRobin, stickyBytes: 1_000);
        var first = partitioner.Choose(_topic, [1], 100);
        Assert.Equal(
            Enumerable.Range(first + 1, 8).Select(i => i % 4),
            Enumerable.Range(0, 8).Select(_ => partitioner.Choose(_topic, [1], 100)));
    }

    [Fact]
    public void Choose_KeysIgnored_AreStickyToo()
    {
        var partitioner = new Partitioner(Partitioning.Sticky, stickyBytes: 1_000_000);
        Assert.Single(Enumerable.Range(0, 50).Select(i => partitioner.Choose(_topic, [(byte)i], 100)).Distinct());
    }

    private static Topic MakeTopic(int partitions)
    {
        var settings = TopicSettings.Parse("t", TestLog.None);
        return new Topic(
            1, "t", settings, [.. Enumerable.Range(0, partitions).Select(i => new PartitionLog(i, new TopicPartition("t", i), settings, 0, 0, 0))]);
    }
}
