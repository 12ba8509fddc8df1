namespace Connect.Broker.Embedded.Tests.Cleaning;

public sealed class CleanerTests
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Retention_OldRecords_GoAndOffsetsStay()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t", ("retention.ms", "60000"));
        await log.WriteAsync("t", ("k", "old"), ("k", "old"));
        log.Time.Advance(TimeSpan.FromSeconds(59));
        await log.WriteAsync("t", ("k", "young"));

        await log.AdvanceUntilAsync(Round, async () => (await log.OffsetsAsync("t")).Beginning == 2);

        Assert.Equal([(2L, "young")], await log.ReadAsync("t"));
        log.Time.Advance(TimeSpan.FromSeconds(60));
        await log.AdvanceUntilAsync(Round, async () => (await log.OffsetsAsync("t")).Beginning == 3);
        await log.ReopenAsync();
        Assert.Equal(new OffsetRange(3, 3), await log.OffsetsAsync("t"));
        await log.WriteAsync("t", ("k", "next"));
        Assert.Equal([(3L, "next")], await log.ReadAsync("t"));
    }

    [Fact]
    public async Task Retention_TooManyBytes_OldestGo()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t", ("retention.bytes", "2500"), ("retention.ms", "-1"));
        for (var i = 0; i < 5; i++)
        {
            await log.WriteAsync("t", ("k", new string('x', 1_000)));
        }

        await log.AdvanceUntilAsync(Round, async () => (await log.OffsetsAsync("t")).Beginning > 0);

        // Not one byte less than asked for is kept.
        Assert.Equal([2L, 3L, 4L], (await log.ReadAsync("t")).Select(r => r.Offset));
    }

    [Fact]
    public async Task Retention_OpenTransaction_IsNotTouched()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t", ("retention.ms", "1000"));
        await log.WriteAsync("t", ("k", "old"));
        await using var writer = log.Broker.OpenWriter(new Dictionary<string, string> { ["transactional.id"] = "tx", ["transaction.timeout.ms"] = "900000" });
        await writer.InitTransactionsAsync(TestLog.Token);
        writer.BeginTransaction();
        await TestLog.WriteAsync(writer, "t", ("k", "open"));

        await log.AdvanceUntilAsync(Round, async () => (await log.OffsetsAsync("t")).Beginning == 1);
        await writer.CommitTransactionAsync(TestLog.Token);

        await log.AdvanceUntilAsync(Round, async () => (await log.OffsetsAsync("t")).Beginning == 2);
    }

    [Fact]
    public async Task Compaction_RepeatedKeys_KeepsTheLastAndItsOffset()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t", ("cleanup.policy", "compact"));
        await log.WriteAsync("t", ("a", "1"), ("b", "2"), ("a", "3"));
        await log.WriteAsync("t", ("b", "4"), ("c", "5"));

        await log.AdvanceUntilAsync(Round, async () => (await log.ReadAsync("t")).Count == 3);

        Assert.Equal([(2L, "3"), (3L, "4"), (4L, "5")], await log.ReadAsync("t"));
        await log.ReopenAsync();
        await log.WriteAsync("t", ("d", "6"));
        Assert.Equal([(2L, "3"), (3L, "4"), (4L, "5"), (5L, "6")], await log.ReadAsync("t"));
    }

    [Fact]
    public async Task Compaction_Tombstone_GoesAfterItsTime()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t", ("cleanup.policy", "compact"), ("delete.retention.ms", "100000"), ("min.cleanable.dirty.ratio", "0"));
        await log.WriteAsync("t", ("a", "1"), ("a", null));
        await log.AdvanceUntilAsync(Round, async () => (await log.ReadAsync("t")).Count == 1);
        Assert.Equal([(1L, null)], await log.ReadAsync("t"));

        log.Time.Advance(TimeSpan.FromSeconds(101));
        await log.WriteAsync("t", ("b", "2"));

        await log.AdvanceUntilAsync(Round, async () => (await log.ReadAsync("t")).Count == 1);
        Assert.Equal([(2L, "2")], await log.ReadAsync("t"));
    }

    [Fact]
    public async Task Compaction_AbortedTransaction_NeitherStaysNorHidesOthers()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t", ("cleanup.policy", "compact"));
        await log.WriteAsync("t", ("a", "kept"));
        await using var writer = log.Broker.OpenWriter(new Dictionary<string, string> { ["transactional.id"] = "tx" });
        await writer.InitTransactionsAsync(TestLog.Token);
        writer.BeginTransaction();
        await TestLog.WriteAsync(writer, "t", ("a", "aborted"));
        await writer.AbortTransactionAsync(TestLog.Token);

        await log.AdvanceUntilAsync(Round, async () => (await log.ReadAsync("t")).Count == 1);

        Assert.Equal([(0L, "kept")], await log.ReadAsync("t"));
    }
}
