using Connect.Abi.Records;

namespace Connect.Broker.Embedded.Tests.Groups;

public sealed class GroupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Member_NotPollingInTime_LosesItsPlaceAndItsCommits()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var (late, lateLog) = Join(log);
        Poll(late);
        Assert.Equal(["assigned t-0"], lateLog.Events);

        log.Time.Advance(TimeSpan.FromSeconds(31));

        var error = Assert.Throws<BrokerException>(() => late.Commit(At(0), Token));
        Assert.Equal(BrokerErrorCode.NotInGroup, error.Code);
        Assert.Contains("max.poll.interval.ms", error.Message);
        Poll(late);
        Assert.Equal(["assigned t-0", "lost t-0", "assigned t-0"], lateLog.Events);
        late.Commit(At(1), Token);
        await late.DisposeAsync();
        Assert.Equal("revoked t-0", lateLog.Events[^1]);
    }

    [Fact]
    public async Task Member_WaitingInsideAPoll_IsNotLate()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var (reader, events) = Join(log);
        Poll(reader);
        var polling = Task.Run(() => reader.Poll(Timeout.InfiniteTimeSpan, Token).Dispose(), Token);

        // Whether the wait has begun by now or not: it may be late before it, never inside it.
        await log.WriteAsync("t", ("k", "v"));
        await polling;

        Assert.DoesNotContain(events.Events, e => e.StartsWith("lost"));
    }

    [Fact]
    public async Task Commit_ReaderWithoutMembership_IsRefusedWhileTheGroupHasMembers()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var (member, _) = Join(log);
        Poll(member);
        await using var outsider = log.Broker.OpenReader(new Dictionary<string, string> { ["group.id"] = "g" });
        outsider.Assign([new("t", 0)]);
        Assert.Equal(BrokerErrorCode.NotInGroup, Assert.Throws<BrokerException>(() => outsider.Commit(At(0), Token)).Code);
    }

    [Fact]
    public async Task Commit_BetweenTwoDeals_IsRefusedUntilTheNewOneIsTaken()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var (first, firstLog) = Join(log);
        Poll(first);
        var (second, secondLog) = Join(log);
        Poll(second);
        first.Commit(At(0), Token);
        Poll(first);
        Poll(second);
        Assert.Equal(["assigned t-0", "revoked t-0", "assigned t-0"], firstLog.Events);
        Assert.Equal(["assigned "], secondLog.Events);
    }

    [Fact]
    public async Task DeletedTopic_OfAMember_IsRevoked()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var (reader, events) = Join(log, ("allow.auto.create.topics", "false"));
        Poll(reader);
        await log.Admin.DeleteTopicsAsync(["t"], Token);
        Poll(reader);
        Assert.Equal(["assigned t-0", "revoked t-0", "assigned "], events.Events);
    }

    private static (IRecordReader Reader, EventLog Log) Join(TestLog log, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(s => s.Name, s => s.Value);
        all["group.id"] = "g";
        all["max.poll.interval.ms"] = "30000";
        var (reader, events) = (log.Broker.OpenReader(all), new EventLog());
        reader.Subscribe(["t"], events);
        return (reader, events);
    }

    private static void Poll(IRecordReader reader) => reader.Poll(TimeSpan.Zero, Token).Dispose();

    private static Dictionary<TopicPartition, OffsetAndMetadata> At(long offset) => new() { [new("t", 0)] = new(offset) };

    private sealed class EventLog : IAssignmentListener
    {
        public List<string> Events { get; } = [];

        public void OnAssigned(IReadOnlyCollection<TopicPartition> partitions) => Events.Add($"assigned {string.Join(",", partitions)}");

        public void OnRevoked(IReadOnlyCollection<TopicPartition> partitions) => Events.Add($"revoked {string.Join(",", partitions)}");

        public void OnLost(IReadOnlyCollection<TopicPartition> partitions) => Events.Add($"lost {string.Join(",", partitions)}");
    }
}
