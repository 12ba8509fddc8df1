using System.Text;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Broker.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Integration.Tests.Harness;

/// <summary>Looks at a Kafka's topics beside the worker.</summary>
internal sealed class KafkaTopics(string bootstrap) : IAsyncDisposable
{
    private readonly KafkaBroker _broker = new(bootstrap, NullLoggerFactory.Instance, TimeProvider.System);

    public async Task CreateAsync(string topic, int partitions, CancellationToken cancellationToken)
    {
        await using var admin = _broker.OpenAdmin(new Dictionary<string, string>());
        await admin.CreateTopicAsync(new NewTopic(topic, partitions, 1, new Dictionary<string, string>()), cancellationToken);
    }

    /// <summary>Writes text records without keys.</summary>
    public async Task WriteAsync(string topic, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        await using var writer = _broker.OpenWriter(new Dictionary<string, string>());
        var errors = new Deliveries();
        foreach (var value in values)
        {
            OutgoingRecord[] one = [new OutgoingRecord { Topic = topic, Value = Encoding.UTF8.GetBytes(value) }];
            while (writer.Write(one, errors, cancellationToken) == 0)
            {
            }
        }

        Assert.True(await writer.FlushAsync(Patience.Usual, cancellationToken), $"Kafka did not take records for {topic}.");
        Assert.Null(errors.First);
    }

    /// <summary>All that lies in a topic of one partition: values and headers, as text.</summary>
    public async Task<List<(string? Value, Dictionary<string, string> Headers)>> ReadAsync(string topic, CancellationToken cancellationToken)
    {
        await using var reader = _broker.OpenReader(new Dictionary<string, string> { ["allow.auto.create.topics"] = "false" });
        var partition = new TopicPartition(topic, 0);
        var end = reader.Offsets([partition], cancellationToken)[partition].End;
        reader.Assign([partition]);
        var found = new List<(string?, Dictionary<string, string>)>();
        for (long next = 0; next < end;)
        {
            using var batch = reader.Poll(TimeSpan.FromSeconds(1), cancellationToken);
            foreach (ref readonly var record in batch.Records)
            {
                found.Add((Text(record.Value), (record.Headers ?? []).ToDictionary(h => h.Key, h => Text(h.Value) ?? "")));
                next = record.Offset + 1;
            }
        }

        return found;
    }

    /// <summary>The end of a topic's first partition.</summary>
    public async Task<long> EndAsync(string topic, CancellationToken cancellationToken)
    {
        await using var admin = _broker.OpenAdmin(new Dictionary<string, string>());
        var partition = new TopicPartition(topic, 0);
        return (await admin.ListOffsetsAsync([partition], readCommitted: false, cancellationToken))[partition].End;
    }

    /// <summary>Where a group goes on in a topic's first partition; 0 where it has committed nothing.</summary>
    public async Task<long> CommittedAsync(string group, string topic, CancellationToken cancellationToken)
    {
        await using var admin = _broker.OpenAdmin(new Dictionary<string, string>());
        var offsets = await admin.ListGroupOffsetsAsync(group, cancellationToken);
        return offsets.TryGetValue(new TopicPartition(topic, 0), out var committed) ? committed.Offset : 0;
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Encoding.UTF8.GetString(some.Span) : null;

    private sealed class Deliveries : IDeliveryListener
    {
        public BrokerException? First { get; private set; }

        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
        {
        }

        public void OnFailed(object? tag, string topic, BrokerException error) => First ??= error;
    }
}
