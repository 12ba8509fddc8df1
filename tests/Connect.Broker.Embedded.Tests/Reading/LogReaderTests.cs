using System.Text;
using Connect.Abi.Records;

namespace Connect.Broker.Embedded.Tests.Reading;

public sealed class LogReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_ResetByDuration_BeginsAtThatAge()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await log.WriteAsync("t", ("k", "old"));
        log.Time.Advance(TimeSpan.FromHours(2));
        await log.WriteAsync("t", ("k", "young"));
        await using var reader = log.Broker.OpenReader(new Dictionary<string, string> { ["auto.offset.reset"] = "by_duration:PT1H" });
        reader.Assign([new("t", 0)]);
        Assert.Equal(1, reader.Position(new("t", 0), Token));
    }

    [Fact]
    public async Task Poll_BatchHeldOverLaterPolls_KeepsItsBytes()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await log.WriteAsync("t", [.. Enumerable.Range(0, 200).Select(i => ((string?)"k", (string?)$"value-{i}"))]);
        await using var reader = log.Broker.OpenReader(new Dictionary<string, string> { ["max.poll.records"] = "10" });
        reader.Assign([new("t", 0)]);
        var held = reader.Poll(TimeSpan.Zero, Token);
        for (var i = 0; i < 19; i++)
        {
            reader.Poll(TimeSpan.Zero, Token).Dispose();
        }

        await log.WriteAsync("t", [.. Enumerable.Range(0, 200).Select(i => ((string?)"k", (string?)"other"))]);
        reader.Poll(TimeSpan.Zero, Token).Dispose();

        Assert.Equal("value-9", Encoding.UTF8.GetString(held.Records[9].Value!.Value.Span));
        held.Dispose();
        Assert.Throws<ObjectDisposedException>(() => held.Records.Length);
    }

    [Fact]
    public async Task Poll_LargeRecords_StaysNearTheFetchLimit()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        for (var i = 0; i < 20; i++)
        {
            await log.WriteAsync("t", ("k", new string('x', 100_000)));
        }

        await using var reader = log.Broker.OpenReader(new Dictionary<string, string> { ["max.partition.fetch.bytes"] = "300000" });
        reader.Assign([new("t", 0)]);
        using var batch = reader.Poll(TimeSpan.Zero, Token);
        Assert.InRange(batch.Records.Length, 1, 6);
    }

    [Fact]
    public async Task Poll_ManyAbortedBatches_GoesOnBehindThem()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using var writer = log.Broker.OpenWriter(new Dictionary<string, string> { ["transactional.id"] = "tx" });
        await writer.InitTransactionsAsync(Token);
        for (var i = 0; i < 30; i++)
        {
            writer.BeginTransaction();
            await TestLog.WriteAsync(writer, "t", ("k", new string('x', 100_000)));
            await writer.AbortTransactionAsync(Token);
        }

        await log.WriteAsync("t", ("k", "seen"));
        Assert.Equal([(30L, "seen")], await log.ReadAsync("t", "read_committed"));
    }

    [Fact]
    public async Task Assign_MissingPartition_IsReadWhenItComes()
    {
        await using var log = new TestLog();
        await using var reader = log.Broker.OpenReader(new Dictionary<string, string> { ["allow.auto.create.topics"] = "false" });
        reader.Assign([new("t", 0)]);
        reader.Poll(TimeSpan.Zero, Token).Dispose();
        var polling = Task.Run(
            () =>
            {
                using var batch = reader.Poll(Timeout.InfiniteTimeSpan, Token);
                return batch.Records[0].TopicPartition;
            },
            Token);
        await log.CreateAsync("t");
        await log.WriteAsync("t", ("k", "v"));
        Assert.Equal(new TopicPartition("t", 0), await polling);
    }

    [Fact]
    public async Task Assign_AutoCreation_MakesTheTopic()
    {
        await using var log = new TestLog();
        await using var reader = log.Broker.OpenReader(TestLog.None);
        reader.Assign([new("t", 0)]);
        Assert.Equal(["t"], await log.Admin.ListTopicsAsync(Token));
    }
}
