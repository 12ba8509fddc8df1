using System.Globalization;
using System.Text;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Broker.Embedded;

namespace Connect.Crash.Child;

/// <summary>Writes numbered records to a topic, many at a time; prints each one that is acknowledged, with its place.</summary>
internal sealed class PlainWriter(AcknowledgedLines lines) : IDeliveryListener
{
    private const int Partitions = 3;

    public static void Run(EmbeddedBroker broker, AcknowledgedLines lines, string name, int batch)
    {
        var writer = broker.OpenWriter(new Dictionary<string, string> { ["buffer.memory"] = "10000" });
        var listener = new PlainWriter(lines);
        var records = new OutgoingRecord[batch];
        for (var number = 0; ;)
        {
            for (var i = 0; i < batch; i++, number++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{name} {number}");
                records[i] = new OutgoingRecord { Topic = "plain", Partition = number % Partitions, Value = Encoding.UTF8.GetBytes(text), Tag = text };
            }

            writer.Write(records, listener, CancellationToken.None);
        }
    }

    public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp) =>
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"plain {topicPartition.Partition} {offset} {tag}"));

    public void OnFailed(object? tag, string topic, BrokerException error) => lines.Add($"failed {tag}: {error.Message}");
}
