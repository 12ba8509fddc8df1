using Connect.Abi.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Embedded.Tests;

public sealed class EmbeddedBrokerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_FolderInUse_NamesTheHolder()
    {
        await using var log = new TestLog();
        var error = Assert.Throws<BrokerException>(() => EmbeddedBroker.Open(log.Folder, NullLoggerFactory.Instance, log.Time));
        Assert.Contains($"process {Environment.ProcessId} since 2026-01-02 03:04:05Z", error.Message);
        Assert.Contains(log.Folder, error.Message);
    }

    [Fact]
    public async Task Open_FolderIsAFile_SaysSo()
    {
        await using var log = new TestLog();
        var file = Path.Combine(log.Folder, "file");
        await File.WriteAllTextAsync(file, "x", Token);
        Assert.Contains(file, Assert.Throws<BrokerException>(() => EmbeddedBroker.Open(file, NullLoggerFactory.Instance, log.Time)).Message);
    }

    [Fact]
    public async Task Open_NotADatabase_SaysSoAndLetsTheFolderGo()
    {
        var folder = Directory.CreateTempSubdirectory("connect-embedded-").FullName;
        var file = Path.Combine(folder, "log.db");
        await File.WriteAllTextAsync(file, new string('x', 10_000), Token);
        Assert.Contains(folder, Assert.Throws<BrokerException>(() => EmbeddedBroker.Open(folder, NullLoggerFactory.Instance, TimeProvider.System)).Message);
        File.Delete(file);
        await EmbeddedBroker.Open(folder, NullLoggerFactory.Instance, TimeProvider.System).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Reopen_Log_KeepsAll()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t", ("retention.ms", "-1"));
        await log.WriteAsync("t", ("k", "a"), ("k", "b"));
        await log.Admin.AlterGroupOffsetsAsync("g", new Dictionary<TopicPartition, long> { [new("t", 0)] = 1 }, Token);
        var cluster = await log.Admin.DescribeClusterAsync(Token);

        await log.ReopenAsync();

        Assert.Equal(cluster, await log.Admin.DescribeClusterAsync(Token));
        Assert.Equal([(0L, "a"), (1L, "b")], await log.ReadAsync("t"));
        Assert.Equal(1, (await log.Admin.ListGroupOffsetsAsync("g", Token))[new("t", 0)].Offset);
        Assert.Equal("-1", (await log.Admin.DescribeTopicConfigsAsync(["t"], Token))["t"]["retention.ms"]);
        await log.WriteAsync("t", ("k", "c"));
        Assert.Equal((2L, "c"), (await log.ReadAsync("t"))[^1]);
    }

    [Fact]
    public async Task Dispose_Log_EndsWaitingReadersAndRefusesClients()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var broker = log.Broker;
        var reader = broker.OpenReader(TestLog.None);
        reader.Assign([new("t", 0)]);
        var polling = Task.Run(() => reader.Poll(Timeout.InfiniteTimeSpan, Token), Token);

        await broker.DisposeAsync();

        Assert.Equal(BrokerErrorCode.Closed, (await Assert.ThrowsAsync<BrokerException>(() => polling)).Code);
        Assert.Equal(BrokerErrorCode.Closed, Assert.Throws<BrokerException>(() => broker.OpenReader(TestLog.None)).Code);
    }

    [Fact]
    public async Task DeleteTopic_WithOffsets_ForgetsThemAndStartsAnew()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await log.WriteAsync("t", ("k", "old"));
        await log.Admin.AlterGroupOffsetsAsync("g", new Dictionary<TopicPartition, long> { [new("t", 0)] = 1 }, Token);

        await log.Admin.DeleteTopicsAsync(["t"], Token);

        Assert.Empty(await log.Admin.ListGroupOffsetsAsync("g", Token));
        await log.CreateAsync("t");
        await log.WriteAsync("t", ("k", "new"));
        Assert.Equal([(0L, "new")], await log.ReadAsync("t"));
        await log.ReopenAsync();
        Assert.Equal([(0L, "new")], await log.ReadAsync("t"));
    }
}
