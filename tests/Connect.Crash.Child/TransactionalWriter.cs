using System.Globalization;
using System.Text;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Broker.Embedded;

namespace Connect.Crash.Child;

/// <summary>Writes transactions of ten records over two partitions, aborts each third one, and prints each end that is acknowledged.</summary>
internal sealed class TransactionalWriter : IDeliveryListener
{
    private const int Records = 10;

    public static async Task RunAsync(EmbeddedBroker broker, AcknowledgedLines lines, string round)
    {
        var writer = broker.OpenWriter(new Dictionary<string, string> { ["transactional.id"] = "crash" });
        await writer.InitTransactionsAsync(CancellationToken.None);
        var listener = new TransactionalWriter();
        for (var number = 0; ; number++)
        {
            var commit = number % 3 != 2;
            var name = string.Create(CultureInfo.InvariantCulture, $"{round}.{number}");
            writer.BeginTransaction();
            for (var i = 0; i < Records; i++)
            {
                var record = new OutgoingRecord { Topic = "transactional", Partition = i % 2, Value = Encoding.UTF8.GetBytes($"{name} {commit}") };
                writer.Write([record], listener, CancellationToken.None);
            }

            if (commit)
            {
                await writer.CommitTransactionAsync(CancellationToken.None);
            }
            else
            {
                await writer.AbortTransactionAsync(CancellationToken.None);
            }

            lines.Add($"transaction {name} {commit}");
        }
    }

    public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
    {
        // Counts only once the transaction has ended.
    }

    public void OnFailed(object? tag, string topic, BrokerException error) => throw error;
}
