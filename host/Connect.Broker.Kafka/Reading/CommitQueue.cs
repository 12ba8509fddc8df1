using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using OffsetAndMetadata = Connect.Abi.Records.OffsetAndMetadata;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>
/// Commits one after the other, in the order in which they were asked for, on a thread that lives only while there is something to
/// commit: librdkafka's commit waits for its answer without end. Thread-safe.
/// </summary>
internal sealed class CommitQueue(IConsumer<Ignore, Ignore> consumer, string group, string servers)
{
    private const int Capacity = 64;

    private readonly Lock _lock = new();
    private readonly Queue<(List<TopicPartitionOffset> Offsets, Action<BrokerException?> Completed)> _waiting = new();
    private TaskCompletionSource? _idle;
    private bool _closed;

    public void Enqueue(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, Action<BrokerException?> completed)
    {
        var list = new List<TopicPartitionOffset>(offsets.Count);
        foreach (var (partition, offset) in offsets)
        {
            list.Add(new TopicPartitionOffset(partition.Topic, partition.Partition, offset.Offset));
        }

        BrokerException? refused = null;
        lock (_lock)
        {
            if (_closed)
            {
                refused = new BrokerException(BrokerErrorCode.Closed, $"The reader of group '{group}' at {servers} is closed.");
            }
            else if (_waiting.Count >= Capacity)
            {
                refused = new BrokerException(
                    BrokerErrorCode.Unavailable, $"{Capacity} commits of group '{group}' at {servers} wait already.", isRetriable: true);
            }
            else
            {
                _waiting.Enqueue((list, completed));
                if (_idle is null)
                {
                    _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _ = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                }
            }
        }

        if (refused is not null)
        {
            completed(refused);
        }
    }

    /// <summary>Takes no more, and waits for those that are there.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            return _idle?.Task ?? Task.CompletedTask;
        }
    }

    private void Run()
    {
        while (true)
        {
            (List<TopicPartitionOffset> Offsets, Action<BrokerException?> Completed) commit;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out commit))
                {
                    _idle!.SetResult();
                    _idle = null;
                    return;
                }
            }

            commit.Completed(Commit(commit.Offsets));
        }
    }

    private BrokerException? Commit(List<TopicPartitionOffset> offsets)
    {
        try
        {
            consumer.Commit(offsets);
            return null;
        }
        catch (KafkaException e)
        {
            return ErrorMapping.ToBroker(e, $"Committing offsets of group '{group}' at {servers} failed");
        }
        catch (ObjectDisposedException e)
        {
            return new BrokerException(
                BrokerErrorCode.Closed, $"The reader of group '{group}' at {servers} is closed.", innerException: e);
        }
    }
}
