using System.Diagnostics;
using Connect.Abi.Records;
using Connect.TestHarness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Kafka.Tests;

/// <summary>
/// New clients find their servers at once. librdkafka alone waits for half of <c>reconnect.backoff.ms</c>, at most a second, so that the members
/// of a group come one after the other and each assignment is soon undone.
/// </summary>
public sealed class FirstRecordTests(KafkaServer kafka)
{
    private const int Attempts = 5;
    private static readonly TimeSpan LibrarysWait = TimeSpan.FromSeconds(1);
    private static readonly Dictionary<string, string> Backoff = new()
    {
        ["reconnect.backoff.ms"] = "4000",
        ["reconnect.backoff.max.ms"] = "4000",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewWriter_FirstRecord_IsDeliveredWithoutAWait()
    {
        await using var broker = await ConnectAsync();
        var topic = await TopicAsync(broker);
        var times = new List<TimeSpan>();
        for (var i = 0; i < Attempts; i++)
        {
            var watch = Stopwatch.StartNew();
            await using var writer = broker.OpenWriter(Backoff);
            writer.Write([new OutgoingRecord { Topic = topic, Value = [1] }], new Ignored(), Token);
            Assert.True(await writer.FlushAsync(TimeSpan.FromSeconds(30), Token));
            times.Add(watch.Elapsed);
        }

        AssertMostAreShort(times);
    }

    [Fact]
    public async Task NewReader_OfAGroup_ReadsItsFirstRecordWithoutAWait()
    {
        await using var broker = await ConnectAsync();
        var topic = await TopicAsync(broker);
        await using var writer = broker.OpenWriter(Backoff);
        writer.Write([new OutgoingRecord { Topic = topic, Value = [1] }], new Ignored(), Token);
        Assert.True(await writer.FlushAsync(TimeSpan.FromSeconds(30), Token));
        var times = new List<TimeSpan>();
        for (var i = 0; i < Attempts; i++)
        {
            var watch = Stopwatch.StartNew();
            await using var reader = broker.OpenReader(new Dictionary<string, string>(Backoff) { ["group.id"] = $"{topic}-{i}" });
            reader.Subscribe([topic], new Ignored());
            using var batch = reader.Poll(TimeSpan.FromSeconds(30), Token);
            Assert.False(batch.Records.IsEmpty);
            times.Add(watch.Elapsed);
        }

        AssertMostAreShort(times);
    }

    /// <summary>Most, not all: other tests have the processors too.</summary>
    private static void AssertMostAreShort(List<TimeSpan> times) => Assert.True(
        times.Count(t => t < LibrarysWait) > Attempts / 2, $"It took {string.Join(", ", times.Select(t => $"{t.TotalMilliseconds:F0}"))} ms.");

    private async Task<KafkaBroker> ConnectAsync()
    {
        Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "");
        return new KafkaBroker(await kafka.StartAsync(Token), NullLoggerFactory.Instance, TimeProvider.System);
    }

    private static async Task<string> TopicAsync(KafkaBroker broker)
    {
        var topic = $"first-{Guid.NewGuid():N}";
        await broker.OpenAdmin(Backoff).CreateTopicAsync(new NewTopic(topic, 1, 1, new Dictionary<string, string>()), Token);
        return topic;
    }

    private sealed class Ignored : IDeliveryListener, IAssignmentListener
    {
        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
        {
        }

        public void OnFailed(object? tag, string topic, BrokerException error) => throw error;

        public void OnAssigned(IReadOnlyCollection<TopicPartition> partitions)
        {
        }

        public void OnRevoked(IReadOnlyCollection<TopicPartition> partitions)
        {
        }

        public void OnLost(IReadOnlyCollection<TopicPartition> partitions)
        {
        }
    }
}
