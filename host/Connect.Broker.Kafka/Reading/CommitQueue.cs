using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;
using OffsetAndMetadata = Connect.Abi.Records.OffsetAndMetadata;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>
/// Commits one after the other, in the order in which they were asked for, on a thread that lives only while there is something to
/// commit, so that nobody has to wait. Thread-safe.
/// </summary>
internal sealed class CommitQueue(nint client, MappedSettings settings, ClientLog log)
{
    private const int Capacity = 64;

    private readonly Lock _lock = new();
    private readonly Queue<(KeyValuePair<TopicPartition, OffsetAndMetadata>[] Offsets, Action<BrokerException?> Completed)> _waiting = new();
    private TaskCompletionSource? _idle;
    private bool _closed;

    public void Enqueue(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, Action<BrokerException?> completed)
    {
        KeyValuePair<TopicPartition, OffsetAndMetadata>[] list = [.. offsets];
        BrokerException? refused = null;
        lock (_lock)
        {
            if (_closed)
            {
                refused = new BrokerException(BrokerErrorCode.Closed, $"The reader of group '{settings.GroupId}' at {settings.Servers} is closed.");
            }
            else if (_waiting.Count >= Capacity)
            {
                refused = new BrokerException(
                    BrokerErrorCode.Unavailable, $"{Capacity} commits of group '{settings.GroupId}' at {settings.Servers} wait already.", isRetriable: true);
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
            (KeyValuePair<TopicPartition, OffsetAndMetadata>[] Offsets, Action<BrokerException?> Completed) commit;
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

    private BrokerException? Commit(KeyValuePair<TopicPartition, OffsetAndMetadata>[] offsets)
    {
        var code = NativeOffsets.Commit(client, offsets, settings.ApiTimeout);
        var what = $"Committing offsets of group '{settings.GroupId}'";
        return code switch
        {
            ErrorCode.NoError => null,
            ErrorCode.Local_TimedOut => log.TimedOut(what, settings.ApiTimeout),
            _ => ErrorMapping.ToBroker(new Error(code), $"{what} at {settings.Servers} failed"),
        };
    }
}
