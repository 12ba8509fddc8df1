using Connect.Abi.Records;
using Connect.TestHarness;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(KafkaServer))]

namespace Connect.Broker.Kafka.Tests;

/// <summary>A real server that goes and comes back.</summary>
public sealed class OutageTests(KafkaServer kafka)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_GoesAndComesBack_NothingIsLostAndReadingGoesOn()
    {
        Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "");
        var servers = await kafka.StartAsync(Token);
        Assert.SkipUnless(kafka.IsOwn, "The Kafka of KAFKA_BOOTSTRAP_SERVERS must not be stopped.");
        await using var broker = new KafkaBroker(servers, NullLoggerFactory.Instance, TimeProvider.System);
        var topic = $"outage-{Guid.NewGuid():N}";
        var admin = broker.OpenAdmin(new Dictionary<string, string>());
        await admin.CreateTopicAsync(new NewTopic(topic, 1, 1, new Dictionary<string, string>()), Token);
        var writer = broker.OpenWriter(new Dictionary<string, string>());
        var reader = broker.OpenReader(new Dictionary<string, string> { ["group.id"] = topic });
        reader.Subscribe([topic], new Listener());
        var deliveries = new Deliveries();
        Write(writer, topic, deliveries, 0, 100);
        Assert.True(await writer.FlushAsync(TimeSpan.FromSeconds(30), Token));
        List<string> seen = [];
        Read(reader, seen, 100);

        await kafka.StopAsync(Token);
        Write(writer, topic, deliveries, 100, 200);
        Assert.False(await writer.FlushAsync(TimeSpan.FromMilliseconds(500), Token));
        using (var batch = reader.Poll(TimeSpan.FromMilliseconds(500), Token))
        {
            Assert.True(batch.Records.IsEmpty);
        }

        await kafka.StartAsync(Token);
        Assert.True(await writer.FlushAsync(TimeSpan.FromSeconds(60), Token));
        Read(reader, seen, 200);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), seen);
        Assert.Equal((200, 0), (deliveries.Delivered, deliveries.Failed));
        reader.Commit(new Dictionary<TopicPartition, OffsetAndMetadata> { [new(topic, 0)] = new(200) }, Token);
        Assert.Equal(200, (await admin.ListGroupOffsetsAsync(topic, Token))[new(topic, 0)].Offset);
    }

    [Fact]
    public async Task CommittedOffsets_WhenARequestFindsNoAnswer_AreAskedForAgainWithinTheTimeOfTheCall()
    {
        Assert.SkipUnless(KafkaServer.Absence is null, KafkaServer.Absence ?? "");
        await using var own = new KafkaServer();
        var servers = await own.StartAsync(Token);
        Assert.SkipUnless(own.IsOwn, "The Kafka of KAFKA_BOOTSTRAP_SERVERS must not be paused.");
        await using var broker = new KafkaBroker(servers, NullLoggerFactory.Instance, TimeProvider.System);
        var partition = new TopicPartition($"paused-{Guid.NewGuid():N}", 0);
        await using var admin = broker.OpenAdmin(new Dictionary<string, string>());
        await admin.CreateTopicAsync(new NewTopic(partition.Topic, 1, 1, new Dictionary<string, string>()), Token);
        await using var reader = broker.OpenReader(new Dictionary<string, string> { ["group.id"] = partition.Topic, ["request.timeout.ms"] = "1000" });
        reader.Assign([partition]);
        reader.Commit(new Dictionary<TopicPartition, OffsetAndMetadata> { [partition] = new(7) }, Token);

        await own.PauseAsync(Token);
        var asked = Task.Run(() => reader.Committed([partition], Token), Token);
        var first = await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, Token));
        await own.ResumeAsync(Token);

        Assert.NotSame(asked, first);
        Assert.Equal(7, (await asked)[partition].Offset);
    }

    private static void Write(IRecordWriter writer, string topic, Deliveries deliveries, int from, int to) => Assert.Equal(
        to - from,
        writer.Write(
            [.. Enumerable.Range(from, to - from).Select(i => new OutgoingRecord { Topic = topic, Value = System.Text.Encoding.UTF8.GetBytes($"{i}") })],
            deliveries,
            Token));

    private static void Read(IRecordReader reader, List<string> seen, int count)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (seen.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(90), $"Only {seen.Count} of {count} records came.");
            using var batch = reader.Poll(TimeSpan.FromSeconds(1), Token);
            foreach (ref readonly var record in batch.Records)
            {
                seen.Add(System.Text.Encoding.UTF8.GetString(record.Value!.Value.Span));
            }
        }
    }

    private sealed class Listener : IAssignmentListener
    {
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

    private sealed class Deliveries : IDeliveryListener
    {
        public int Delivered { get; private set; }

        public int Failed { get; private set; }

        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp) => Delivered++;

        public void OnFailed(object? tag, string topic, BrokerException error) => Failed++;
    }
}
