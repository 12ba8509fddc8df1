using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>What every admin client does.</summary>
public abstract class AdminContract(IContractServer server) : BrokerContract(server)
{
    [Fact]
    public async Task DescribeCluster_Always_HasAnIdentity()
    {
        var cluster = await Admin.DescribeClusterAsync(Token);
        Assert.NotEmpty(cluster.ClusterId);
        Assert.True(cluster.Brokers >= 1);
        Assert.Equal(cluster, await Admin.DescribeClusterAsync(Token));
    }

    [Fact]
    public async Task CreateTopic_New_CanBeDescribed()
    {
        var name = Unique("topic");
        var topic = new NewTopic(name, 3, 1, new Dictionary<string, string> { ["cleanup.policy"] = "compact", ["retention.ms"] = "1000" });

        Assert.True(await Admin.CreateTopicAsync(topic, Token));

        var described = Assert.Single(await Admin.DescribeTopicsAsync([name, Unique("missing")], Token)).Value;
        Assert.Equal(new TopicDescription(name, 3, 1, IsInternal: false), described);
        var configs = Assert.Single(await Admin.DescribeTopicConfigsAsync([name], Token)).Value;
        Assert.Equal("compact", configs["cleanup.policy"]);
        Assert.Equal("1000", configs["retention.ms"]);
        Assert.Equal("CreateTime", configs["message.timestamp.type"]);
        Assert.Contains(name, await Admin.ListTopicsAsync(Token));
    }

    [Fact]
    public async Task CreateTopic_Again_SaysSo()
    {
        var topic = await TopicAsync();
        Assert.False(await Admin.CreateTopicAsync(new NewTopic(topic, 7, 1, None), Token));
        Assert.Equal(1, (await Admin.DescribeTopicsAsync([topic], Token))[topic].Partitions);
    }

    [Fact]
    public async Task CreateTopic_WithoutNumbers_GetsTheLogsDefaults()
    {
        var name = Unique("topic");
        await Admin.CreateTopicAsync(new NewTopic(name, null, null, None), Token);
        Assert.True((await Admin.DescribeTopicsAsync([name], Token))[name].Partitions >= 1);
    }

    [Theory]
    [InlineData("bad name!", 1, 1, "retention.ms", "1")]
    [InlineData("t", 0, 1, "retention.ms", "1")]
    [InlineData("t", 1, 99, "retention.ms", "1")]
    [InlineData("t", 1, 1, "no.such.setting", "1")]
    [InlineData("t", 1, 1, "cleanup.policy", "burn")]
    public async Task CreateTopic_NotAllowed_IsRefusedAsInvalid(string name, int partitions, short factor, string config, string value)
    {
        var topic = new NewTopic(name == "t" ? Unique("t") : name, partitions, factor, new Dictionary<string, string> { [config] = value });
        var error = await Assert.ThrowsAsync<BrokerException>(async () => await Admin.CreateTopicAsync(topic, Token));
        Assert.Equal(BrokerErrorCode.Invalid, error.Code);
    }

    [Fact]
    public async Task DescribeTopics_Missing_CreatesNone()
    {
        var name = Unique("missing");
        Assert.Empty(await Admin.DescribeTopicsAsync([name], Token));
        Assert.DoesNotContain(name, await Admin.ListTopicsAsync(Token));
    }

    [Fact]
    public async Task DeleteTopics_ExistingAndMissing_AreGone()
    {
        var topic = await TopicAsync();
        await Admin.DeleteTopicsAsync([topic, Unique("missing")], Token);

        // A server may take a moment to forget it.
        var started = TimeProvider.System.GetTimestamp();
        while ((await Admin.DescribeTopicsAsync([topic], Token)).Count > 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, "The topic is still there.");
        }
    }

    [Fact]
    public async Task ListOffsets_Partitions_AreFirstAndNext()
    {
        var topic = await TopicAsync(2);
        await WriteValuesAsync(Writer(), topic, "a", "b");
        var offsets = await Admin.ListOffsetsAsync([new(topic, 0), new(topic, 1)], readCommitted: false, Token);
        Assert.Equal(new OffsetRange(0, 2), offsets[new(topic, 0)]);
        Assert.Equal(new OffsetRange(0, 0), offsets[new(topic, 1)]);
    }

    [Fact]
    public async Task GroupOffsets_SetAndDeleted_AreSeenByReaders()
    {
        var topic = await TopicAsync(2);
        var group = Unique("group");
        await WriteValuesAsync(Writer(), topic, "a", "b");
        await Admin.AlterGroupOffsetsAsync(
            group, new Dictionary<TopicPartition, long> { [new(topic, 0)] = 1, [new(topic, 1)] = 0 }, Token);
        var offsets = await Admin.ListGroupOffsetsAsync(group, Token);
        Assert.Equal([(0, 1L), (1, 0L)], offsets.Select(o => (o.Key.Partition, o.Value.Offset)).Order());
        var reader = Reader(("group.id", group));
        reader.Assign([new(topic, 0)]);
        Assert.Equal(["b"], Read(reader, 1).Select(r => r.Text));
        await reader.CloseAsync(Limit);

        await Admin.DeleteGroupOffsetsAsync(group, [new(topic, 0)], Token);

        Assert.Equal([1], (await Admin.ListGroupOffsetsAsync(group, Token)).Keys.Select(p => p.Partition));
    }

    [Fact]
    public async Task GroupOffsets_OfAGroupWithMembers_CantBeChanged()
    {
        var topic = await TopicAsync();
        var group = Unique("group");
        var (reader, log) = (Reader(("group.id", group)), new AssignmentLog());
        reader.Subscribe([topic], log);
        PollUntil(() => log.Owned.Count == 1, () => "the partition", (reader, []));
        reader.Commit(At(topic, 0, 0), Token);

        var altered = await Assert.ThrowsAsync<BrokerException>(
            async () => await Admin.AlterGroupOffsetsAsync(group, new Dictionary<TopicPartition, long> { [new(topic, 0)] = 0 }, Token));
        var deleted = await Assert.ThrowsAsync<BrokerException>(async () => await Admin.DeleteGroupAsync(group, Token));

        Assert.Equal(BrokerErrorCode.GroupNotEmpty, altered.Code);
        Assert.Equal(BrokerErrorCode.GroupNotEmpty, deleted.Code);
    }

    [Fact]
    public async Task DeleteGroup_WithoutMembers_ForgetsItsOffsets()
    {
        var topic = await TopicAsync();
        var group = Unique("group");
        await Admin.AlterGroupOffsetsAsync(group, new Dictionary<TopicPartition, long> { [new(topic, 0)] = 0 }, Token);
        await Admin.DeleteGroupAsync(group, Token);
        Assert.Empty(await Admin.ListGroupOffsetsAsync(group, Token));
        await Admin.DeleteGroupAsync(group, Token);
    }

    [Fact]
    public async Task ListGroupOffsets_MissingGroup_IsEmpty()
    {
        Assert.Empty(await Admin.ListGroupOffsetsAsync(Unique("group"), Token));
    }

    [Fact]
    public async Task Compaction_RepeatedKeys_LeavesTheLastOfEach()
    {
        var topic = await TopicAsync(
            1, ("cleanup.policy", "compact"), ("segment.ms", "100"), ("min.cleanable.dirty.ratio", "0.01"), ("max.compaction.lag.ms", "100"));
        var writer = Writer();
        await WriteAsync(writer, [.. Enumerable.Range(0, 100).Select(i => Record(topic, $"k{i % 2}", $"v{i}", 0))]);

        // Until the old ones are gone; what is written meanwhile closes the segment that holds them.
        var started = TimeProvider.System.GetTimestamp();
        List<SeenRecord> seen;
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(90), "Nothing was compacted.");
            await WriteAsync(writer, Record(topic, "filler", "f", 0));
            var reader = Reader();
            reader.Assign([new(topic, 0)]);
            seen = [];
            PollUntil(() => seen.Any(r => r.Text == "f") && seen[^1].Offset >= 100, () => "the last record", (reader, seen));
            await reader.CloseAsync(Limit);
        }
        while (seen.Count(r => Text(r.Key)!.StartsWith('k')) > 2);

        Assert.Equal([(98L, "v98"), (99L, "v99")], seen.Where(r => Text(r.Key)!.StartsWith('k')).Select(r => (r.Offset, r.Text!)));
    }
}
