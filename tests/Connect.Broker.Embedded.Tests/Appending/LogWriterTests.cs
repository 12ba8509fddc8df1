using Connect.Abi.Records;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Embedded.Tests.Appending;

/// <summary>A writer whose log's disk is busy: another connection holds the file's write lock meanwhile.</summary>
public sealed class LogWriterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_BufferFull_WaitsForRoom()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using var writer = log.Broker.OpenWriter(new Dictionary<string, string> { ["buffer.memory"] = "500" });
        var counter = new Counter();
        Task<int> writing;
        using (Hold(log.Folder))
        {
            writing = Task.Run(() => writer.Write(Records(10), counter, Token), Token);

            // With the disk held, one commit's worth is all that can be taken.
            Assert.False(await writer.FlushAsync(TimeSpan.Zero, Token) && counter.Delivered == 10);
        }

        Assert.Equal(10, await writing.WaitAsync(Limit, Token));
        Assert.True(await writer.FlushAsync(Limit, Token));
        Assert.Equal(10, counter.Delivered);
    }

    [Fact]
    public async Task Write_NoRoomWithinMaxBlock_FailsThatRecord()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using var broker = OpenSecond(log, out var folder);
        await using var admin = broker.OpenAdmin(TestLog.None);
        await admin.CreateTopicAsync(new NewTopic("t", 1, 1, TestLog.None), Token);
        await using var writer = broker.OpenWriter(new Dictionary<string, string> { ["buffer.memory"] = "150", ["max.block.ms"] = "50" });
        var counter = new Counter();
        using (Hold(folder))
        {
            Assert.Equal(2, writer.Write(Records(2), counter, Token));
            var error = Assert.Single(counter.Errors);
            Assert.Equal(BrokerErrorCode.Unavailable, error.Code);
            Assert.True(error.IsRetriable);
            Assert.Contains("max.block.ms=50", error.Message);
        }

        Assert.True(await writer.FlushAsync(Limit, Token));
        Assert.Equal(1, counter.Delivered);
    }

    [Fact]
    public async Task Write_CancelledWhileWaiting_SaysHowManyWereTaken()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using var writer = log.Broker.OpenWriter(new Dictionary<string, string> { ["buffer.memory"] = "150" });
        var counter = new Counter();
        using (Hold(log.Folder))
        {
            using var cancel = new CancellationTokenSource();
            var writing = Task.Run(() => writer.Write(Records(5), counter, cancel.Token), Token);
            await cancel.CancelAsync();
            Assert.InRange(await writing.WaitAsync(Limit, Token), 0, 1);
        }

        Assert.True(await writer.FlushAsync(Limit, Token));
    }

    [Fact]
    public async Task Flush_NotSettledInTime_IsFalse()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using var writer = log.Broker.OpenWriter(TestLog.None);
        using (Hold(log.Folder))
        {
            writer.Write(Records(1), new Counter(), Token);
            Assert.False(await writer.FlushAsync(TimeSpan.Zero, Token));
        }

        Assert.True(await writer.FlushAsync(Limit, Token));
    }

    [Fact]
    public async Task Write_ManyWriters_ShareCommitsAndLoseNothing()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var counter = new Counter();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            async () =>
            {
                await using var writer = log.Broker.OpenWriter(TestLog.None);
                for (var i = 0; i < 100; i++)
                {
                    writer.Write(Records(5), counter, Token);
                }

                Assert.True(await writer.FlushAsync(Limit, Token));
            },
            Token)));
        Assert.Equal(10_000, counter.Delivered);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i), (await log.ReadAsync("t")).Select(r => r.Offset));
    }

    private static EmbeddedBroker OpenSecond(TestLog log, out string folder)
    {
        // The real clock: max.block.ms is waited for.
        folder = Path.Combine(log.Folder, "second");
        return EmbeddedBroker.Open(folder, NullLoggerFactory.Instance, TimeProvider.System);
    }

    private static SqliteConnection Hold(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "log.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static OutgoingRecord[] Records(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new OutgoingRecord { Topic = "t", Value = new byte[20], Tag = i })];

    private sealed class Counter : IDeliveryListener
    {
        private int _delivered;

        public int Delivered => Volatile.Read(ref _delivered);

        public System.Collections.Concurrent.ConcurrentQueue<BrokerException> Errors { get; } = new();

        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp) => Interlocked.Increment(ref _delivered);

        public void OnFailed(object? tag, string topic, BrokerException error) => Errors.Enqueue(error);
    }
}
