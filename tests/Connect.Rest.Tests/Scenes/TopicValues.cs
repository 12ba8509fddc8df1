using System.Text;
using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Rest.Tests.Scenes;

/// <summary>Reads a topic's values.</summary>
internal static class TopicValues
{
    public static Task<IReadOnlyList<string>> ReadAsync(IRecordReader reader, string topic, int count, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            reader.Subscribe([topic], new NoListener());
            var values = new List<string>();
            while (values.Count < count)
            {
                using var batch = reader.Poll(TimeSpan.FromSeconds(1), cancellationToken);
                foreach (var record in batch.Records)
                {
                    values.Add(Encoding.UTF8.GetString(record.Value!.Value.Span));
                }
            }

            return (IReadOnlyList<string>)values;
        },
        cancellationToken);

    private sealed class NoListener : IAssignmentListener
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
}
