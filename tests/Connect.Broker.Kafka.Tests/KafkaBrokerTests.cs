using System.Diagnostics;
using Connect.Abi.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Kafka.Tests;

/// <summary>What needs no server: nothing listens on the port that is used here.</summary>
public sealed class KafkaBrokerTests : IAsyncDisposable
{
    private const string Nobody = "localhost:1";
    private static readonly Dictionary<string, string> None = [];

    private readonly KafkaBroker _broker = new(Nobody, NullLoggerFactory.Instance, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("enable.idempotence=true")]
    [InlineData("transactional.id=tx")]
    [InlineData("transactional.id=tx;transaction.timeout.ms=1;request.timeout.ms=90000")]
    [InlineData("acks=0;linger.ms=0;batch.size=0;buffer.memory=0;max.request.size=0;delivery.timeout.ms=30000")]
    [InlineData("compression.type=zstd;compression.zstd.level=22")]
    [InlineData("compression.type=lz4;compression.lz4.level=17")]
    [InlineData("retry.backoff.ms=0;retry.backoff.max.ms=0;metadata.max.age.ms=0;request.timeout.ms=0")]
    [InlineData("reconnect.backoff.ms=0;reconnect.backoff.max.ms=0;connections.max.idle.ms=-1;send.buffer.bytes=-1;receive.buffer.bytes=-1")]
    [InlineData("client.dns.lookup=resolve_canonical_bootstrap_servers_only;metadata.recovery.strategy=none;enable.metrics.push=false")]
    [InlineData("security.protocol=SASL_PLAINTEXT;sasl.mechanism=SCRAM-SHA-512;sasl.jaas.config=a.ScramLoginModule required username=u password=p;")]
    [InlineData("security.protocol=SSL;ssl.endpoint.identification.algorithm=")]
    public async Task OpenWriter_MappedSettings_AreTakenByTheLibrary(string settings)
    {
        var writer = _broker.OpenWriter(Parse(settings));
        await writer.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("group.id=g;group.instance.id=i;client.rack=r;isolation.level=read_committed;auto.offset.reset=none")]
    [InlineData("group.id=g;max.poll.interval.ms=1")]
    [InlineData("group.id=g;session.timeout.ms=400000;max.poll.interval.ms=300000")]
    [InlineData("group.id=g;partition.assignment.strategy=cooperative-sticky")]
    [InlineData("group.id=g;group.protocol=consumer")]
    [InlineData("fetch.max.bytes=0;max.partition.fetch.bytes=0;fetch.min.bytes=0;fetch.max.wait.ms=0")]
    [InlineData("fetch.max.bytes=2147483647;max.partition.fetch.bytes=2147483647;fetch.min.bytes=2147483647;fetch.max.wait.ms=2147483647")]
    [InlineData("max.poll.records=1;request.timeout.ms=1")]
    public async Task OpenReader_MappedSettings_AreTakenByTheLibrary(string settings)
    {
        var reader = _broker.OpenReader(Parse(settings));
        await reader.DisposeAsync();
    }

    [Fact]
    public void OpenAdmin_FileThatIsNotThere_IsToldByName()
    {
        var error = Assert.Throws<BrokerException>(() => _broker.OpenAdmin(
            Parse("security.protocol=SSL;ssl.truststore.type=PEM;ssl.truststore.location=/no/such/ca.pem")));
        Assert.Equal(BrokerErrorCode.Invalid, error.Code);
        Assert.Contains("/no/such/ca.pem", error.Message);
    }

    [Fact]
    public async Task Admin_ServersUnreachable_EndsWithinItsTimeNamingThem()
    {
        var admin = _broker.OpenAdmin(Parse("default.api.timeout.ms=500"));
        Func<Task>[] calls =
        [
            async () => await admin.DescribeClusterAsync(Token),
            async () => await admin.ListTopicsAsync(Token),
            async () => await admin.DescribeTopicsAsync(["t"], Token),
            async () => await admin.DescribeTopicConfigsAsync(["t"], Token),
            async () => await admin.CreateTopicAsync(new NewTopic("t", 1, 1, None), Token),
            async () => await admin.DeleteTopicsAsync(["t"], Token),
            async () => await admin.ListOffsetsAsync([new TopicPartition("t", 0)], readCommitted: true, Token),
            async () => await admin.ListGroupOffsetsAsync("g", Token),
            async () => await admin.AlterGroupOffsetsAsync("g", new Dictionary<TopicPartition, long> { [new("t", 0)] = 1 }, Token),
            async () => await admin.DeleteGroupOffsetsAsync("g", [new TopicPartition("t", 0)], Token),
            async () => await admin.DeleteGroupAsync("g", Token),
        ];
        foreach (var call in calls)
        {
            var watch = Stopwatch.StartNew();
            var error = await Assert.ThrowsAsync<BrokerException>(call);
            Assert.Equal(BrokerErrorCode.Unavailable, error.Code);
            Assert.True(error.IsRetriable);
            Assert.Contains(Nobody, error.Message);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Admin_Cancelled_EndsAtOnce()
    {
        var admin = _broker.OpenAdmin(None);
        using var cancel = new CancellationTokenSource();
        var call = admin.DescribeClusterAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task Reader_ServersUnreachable_CallsEndAndPollKeepsTrying()
    {
        var reader = _broker.OpenReader(Parse("group.id=g;default.api.timeout.ms=500"));
        reader.Assign([new TopicPartition("t", 0)]);
        Assert.Equal(BrokerErrorCode.Unavailable, Assert.Throws<BrokerException>(() => reader.Position(new("t", 0), CancellationToken.None)).Code);
        Assert.Equal(BrokerErrorCode.Unavailable, Assert.Throws<BrokerException>(() => reader.Committed([new("t", 0)], Token)).Code);
        Assert.Equal(BrokerErrorCode.Unavailable, Assert.Throws<BrokerException>(() => reader.Offsets([new("t", 0)], Token)).Code);
        Assert.Equal(
            BrokerErrorCode.Unavailable,
            Assert.Throws<BrokerException>(
                () => reader.Commit(new Dictionary<TopicPartition, OffsetAndMetadata> { [new("t", 0)] = new(1) }, Token)).Code);
        using (var batch = reader.Poll(TimeSpan.FromMilliseconds(100), Token))
        {
            Assert.True(batch.Records.IsEmpty);
        }

        await reader.CloseAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Writer_ClosedWithRecordsOutstanding_SettlesEachOnce()
    {
        var writer = _broker.OpenWriter(None);
        var deliveries = new Deliveries();
        var records = Enumerable.Range(0, 10_000).Select(i => new OutgoingRecord { Topic = "t", Value = [1], Tag = i }).ToArray();
        Assert.Equal(records.Length, writer.Write(records, deliveries, Token));
        Assert.False(await writer.FlushAsync(TimeSpan.FromMilliseconds(50), Token));
        await writer.DisposeAsync();
        Assert.Equal(records.Length, deliveries.Failed.Count);
        Assert.Equal(records.Length, deliveries.Failed.Select(f => f.Tag).Distinct().Count());
        Assert.All(deliveries.Failed, f => Assert.Equal(BrokerErrorCode.Closed, f.Error.Code));
    }

    [Fact]
    public async Task Writer_BufferFull_WaitsUntilCancelled()
    {
        var writer = _broker.OpenWriter(Parse("buffer.memory=4096"));
        using var cancel = new CancellationTokenSource();
        var records = Enumerable.Range(0, 100).Select(i => new OutgoingRecord { Topic = "t", Value = new byte[744], Tag = i }).ToArray();
        var writing = Task.Run(() => writer.Write(records, new Deliveries(), cancel.Token), Token);
        Assert.False(writing.IsCompleted);
        await cancel.CancelAsync();
        Assert.Equal(4, await writing.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task Writer_BufferFullForMaxBlock_FailsTheRecord()
    {
        var writer = _broker.OpenWriter(Parse("buffer.memory=4096;max.block.ms=50"));
        var deliveries = new Deliveries();
        var records = Enumerable.Range(0, 5).Select(i => new OutgoingRecord { Topic = "t", Value = new byte[744], Tag = i }).ToArray();
        Assert.Equal(5, await Task.Run(() => writer.Write(records, deliveries, Token), Token));
        var failed = Assert.Single(deliveries.Failed);
        Assert.Equal(4, failed.Tag);
        Assert.Equal(BrokerErrorCode.Unavailable, failed.Error.Code);
        Assert.Contains("max.block.ms", failed.Error.Message);
    }

    [Fact]
    public void Writer_RecordLargerThanTheBuffer_FailsNamingTheSetting()
    {
        var deliveries = new Deliveries();
        _broker.OpenWriter(Parse("buffer.memory=4096")).Write(
            [new OutgoingRecord { Topic = "t", Value = new byte[5000] }], deliveries, Token);
        var failed = Assert.Single(deliveries.Failed);
        Assert.Equal(BrokerErrorCode.RecordTooLarge, failed.Error.Code);
        Assert.Contains("buffer.memory", failed.Error.Message);
    }

    [Fact]
    public void Writer_NegativeTimestamp_FailsAsInvalid()
    {
        var deliveries = new Deliveries();
        _broker.OpenWriter(None).Write([new OutgoingRecord { Topic = "t", Value = [1], Timestamp = -1 }], deliveries, Token);
        Assert.Equal(BrokerErrorCode.Invalid, Assert.Single(deliveries.Failed).Error.Code);
    }

    [Fact]
    public async Task Dispose_ClosesWhatIsLent_AndLendsNoMore()
    {
        var (writer, admin) = (_broker.OpenWriter(None), _broker.OpenAdmin(None));
        await _broker.DisposeAsync();
        Assert.Throws<BrokerException>(() => writer.Write([], new Deliveries(), Token));
        await Assert.ThrowsAsync<BrokerException>(async () => await admin.ListTopicsAsync(Token));
        Assert.Equal(BrokerErrorCode.Closed, Assert.Throws<BrokerException>(() => _broker.OpenAdmin(None)).Code);
    }

    private static Dictionary<string, string> Parse(string settings) =>
        settings.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(
            s => s[..s.IndexOf('=')], s => s[(s.IndexOf('=') + 1)..] + (s.Contains("jaas") ? ";" : ""));

    private sealed class Deliveries : IDeliveryListener
    {
        public List<(object? Tag, BrokerException Error)> Failed { get; } = [];

        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp) =>
            throw new InvalidOperationException("Nobody is there to deliver to.");

        public void OnFailed(object? tag, string topic, BrokerException error)
        {
            lock (Failed)
            {
                Failed.Add((tag, error));
            }
        }
    }
}
