using System.Text.RegularExpressions;
using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>What every reader does as a member of a group.</summary>
public abstract class GroupContract(IContractServer server) : BrokerContract(server)
{
    [Fact]
    public async Task Subscribe_Alone_GetsAllPartitions()
    {
        var topic = await TopicAsync(3);
        await WriteAsync(Writer(), Record(topic, null, "a", 0), Record(topic, null, "b", 1), Record(topic, null, "c", 2));
        var member = Join(Unique("group"), topic);
        PollUntil(() => member.Seen.Count == 3, () => "three records", (member.Reader, member.Seen));
        Assert.Equal(Partitions(topic, 0, 1, 2), member.Log.Owned.OrderBy(p => p.Partition));
        Assert.Equal(["assigned"], member.Log.Events);
        Assert.Equal(3, member.Reader.Assignment.Count);
    }

    [Fact]
    public async Task Subscribe_SecondMember_SharesAndTakesOver()
    {
        var topic = await TopicAsync(4);
        var group = Unique("group");
        var first = Join(group, topic);
        PollUntil(() => first.Log.Owned.Count == 4, () => "the first member to own all", (first.Reader, first.Seen));

        var second = Join(group, topic);
        PollUntil(
            () => first.Log.Owned.Count == 2 && second.Log.Owned.Count == 2,
            () => "two partitions each",
            (first.Reader, first.Seen), (second.Reader, second.Seen));
        Assert.Equal(Partitions(topic, 0, 1, 2, 3), first.Log.Owned.Concat(second.Log.Owned).OrderBy(p => p.Partition));
        Assert.Equal(["assigned", "revoked", "assigned"], first.Log.Events);

        // Runs of neighbours: range assignment.
        Assert.Equal(1, Math.Abs(first.Log.Owned.Max(p => p.Partition) - first.Log.Owned.Min(p => p.Partition)));

        await second.Reader.CloseAsync(Limit);
        Assert.Equal("revoked", second.Log.Events[^1]);
        PollUntil(() => first.Log.Owned.Count == 4, () => "the first member to own all again", (first.Reader, first.Seen));
    }

    [Fact]
    public async Task Revoked_OffsetsCommittedThere_AreWhereTheOtherGoesOn()
    {
        var topic = await TopicAsync(2);
        var group = Unique("group");
        await WriteAsync(Writer(), Record(topic, null, "a", 0), Record(topic, null, "b", 1));
        var first = Join(group, topic);
        PollUntil(() => first.Seen.Count == 2, () => "two records", (first.Reader, first.Seen));
        first.Log.WhenRevoked = partitions =>
            first.Reader.Commit(partitions.ToDictionary(p => p, p => new OffsetAndMetadata(1)), Token);

        var second = Join(group, topic);
        PollUntil(
            () => first.Log.Owned.Count == 1 && second.Log.Owned.Count == 1,
            () => "one partition each",
            (first.Reader, first.Seen), (second.Reader, second.Seen));
        await WriteAsync(Writer(), Record(topic, null, "c", 0), Record(topic, null, "d", 1));
        PollUntil(
            () => first.Seen.Count + second.Seen.Count >= 4,
            () => "two more records",
            (first.Reader, first.Seen), (second.Reader, second.Seen));

        Assert.Equal(["a", "b", "c", "d"], first.Seen.Concat(second.Seen).Select(r => r.Text).Order());
    }

    [Fact]
    public async Task Assigned_SeekThere_IsWhereReadingBegins()
    {
        var topic = await TopicAsync();
        await WriteValuesAsync(Writer(), topic, "a", "b", "c");
        var member = Join(Unique("group"), topic);
        member.Log.WhenAssigned = _ => member.Reader.Seek(new(topic, 0), 2);
        PollUntil(() => member.Seen.Count > 0, () => "a record", (member.Reader, member.Seen));
        Assert.Equal(["c"], member.Seen.Select(r => r.Text));
    }

    [Fact]
    public async Task Pause_Member_StaysInTheGroup()
    {
        var topic = await TopicAsync();
        var member = Join(Unique("group"), topic);
        PollUntil(() => member.Log.Owned.Count == 1, () => "the partition", (member.Reader, member.Seen));
        member.Reader.Pause([new(topic, 0)]);
        await WriteValuesAsync(Writer(), topic, "a");
        Assert.Empty(ReadForAMoment(member.Reader));
        member.Reader.Commit(At(topic, 0, 0), Token);
        member.Reader.Resume([new(topic, 0)]);
        Assert.Equal(["a"], Read(member.Reader, 1).Select(r => r.Text));
    }

    [Fact]
    public async Task Subscribe_MissingTopic_IsReadWhenItComes()
    {
        var topic = Unique("later");
        var group = Unique("group");
        var member = Join(group, topic, ("allow.auto.create.topics", "false"), ("metadata.max.age.ms", "500"));
        Assert.Empty(ReadForAMoment(member.Reader));
        Assert.Empty(await Admin.DescribeTopicsAsync([topic], Token));
        await Admin.CreateTopicAsync(new NewTopic(topic, 1, 1, None), Token);
        await WriteValuesAsync(Writer(), topic, "a");
        PollUntil(() => member.Seen.Count == 1, () => "a record of the new topic", (member.Reader, member.Seen));
    }

    [Fact]
    public async Task Subscribe_Expression_MatchesWholeNamesAndNewTopics()
    {
        var stem = Unique("rx");
        await CreateAsync($"{stem}-a", $"{stem}-a-not", $"x{stem}-a");
        var reader = Reader(("group.id", Unique("group")), ("metadata.max.age.ms", "500"));
        var (log, seen) = (new AssignmentLog(), new List<SeenRecord>());
        reader.Subscribe(new Regex($"{stem}-[ab]", RegexOptions.None, TimeSpan.FromSeconds(1)), log);
        PollUntil(() => log.Owned.Count == 1, () => "one partition", (reader, seen));
        Assert.Equal($"{stem}-a", log.Owned.Single().Topic);

        await CreateAsync($"{stem}-b");
        PollUntil(() => log.Owned.Count == 2, () => "the new topic's partition as well", (reader, seen));
    }

    [Fact]
    public async Task Expression_WithAChoice_IsMatchedAgainstWholeNames()
    {
        var stem = Unique("choice");
        await CreateAsync($"{stem}-a", $"{stem}-a-b");
        var reader = Reader(("group.id", Unique("group")));
        var (log, seen) = (new AssignmentLog(), new List<SeenRecord>());
        reader.Subscribe(new Regex($"{stem}-a|{stem}-a-b", RegexOptions.None, TimeSpan.FromSeconds(1)), log);
        PollUntil(() => log.Owned.Count == 2, () => "both topics", (reader, seen));
    }

    [Fact]
    public async Task Expression_ThatTakesTooLong_FailsThePollAndIsNamed()
    {
        await CreateAsync(Unique("slow") + new string('a', 60));
        var reader = Reader(("group.id", Unique("group")));
        reader.Subscribe(new Regex("slow.*(a|aa)+!", RegexOptions.None, TimeSpan.FromMilliseconds(50)), new AssignmentLog());

        var error = Assert.Throws<BrokerException>(() => PollUntil(() => false, () => "the error", (reader, [])));

        Assert.Equal(BrokerErrorCode.Invalid, error.Code);
        Assert.False(error.IsRetriable);
        Assert.Contains("slow.*(a|aa)+!", error.Message);
    }

    [Fact]
    public async Task Late_Member_LosesItsPartitionsAndItsCommits()
    {
        var topic = await TopicAsync(2);
        var group = Unique("group");
        await WriteValuesAsync(Writer(), topic, "a");
        (string, string)[] quick = [("max.poll.interval.ms", "6000"), ("session.timeout.ms", "6000"), ("heartbeat.interval.ms", "500")];
        var late = Join(group, topic, quick);
        PollUntil(() => late.Log.Owned.Count == 2, () => "the first member to own all", (late.Reader, late.Seen));

        // The second one gets everything once the first has not polled for too long.
        var eager = Join(group, topic, quick);
        PollUntil(() => eager.Log.Owned.Count == 2, () => "the second member to own all", (eager.Reader, eager.Seen));

        var error = Assert.Throws<BrokerException>(() => late.Reader.Commit(At(topic, 0, 1), Token));
        Assert.Equal(BrokerErrorCode.NotInGroup, error.Code);
        PollUntil(
            () => late.Log.Events.Contains("lost") && late.Log.Owned.Count == 1,
            () => "the first member to learn of its loss and to come back",
            (late.Reader, late.Seen), (eager.Reader, eager.Seen));
    }

    [Fact]
    public void Subscribe_WithoutGroup_IsRefused()
    {
        var reader = Reader();
        Assert.Throws<BrokerException>(() => reader.Subscribe(["t"], new AssignmentLog()));
    }

    private static IEnumerable<TopicPartition> Partitions(string topic, params int[] partitions) =>
        partitions.Select(p => new TopicPartition(topic, p));

    private async Task CreateAsync(params string[] topics)
    {
        foreach (var topic in topics)
        {
            await Admin.CreateTopicAsync(new NewTopic(topic, 1, 1, None), Token);
        }
    }

    private Member Join(string group, string topic, params (string Name, string Value)[] settings)
    {
        var reader = Reader([("group.id", group), .. settings]);
        var log = new AssignmentLog();
        reader.Subscribe([topic], log);
        return new Member(reader, log, []);
    }

    private sealed record Member(IRecordReader Reader, AssignmentLog Log, List<SeenRecord> Seen);
}
