using System.Runtime.ExceptionServices;
using Confluent.Kafka;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>
/// Answers librdkafka's rebalances, inside a poll or while the group is left. What the listener throws must not reach native code; it
/// is kept and thrown by the poll.
/// </summary>
internal sealed class GroupMembership(ReaderPositions positions, Func<string?> memberId, Action changed)
{
    private volatile IAssignmentListener? _listener;
    private volatile int _changing;
    private ExceptionDispatchInfo? _failure;

    public IAssignmentListener? Listener
    {
        get => _listener;
        set => _listener = value;
    }

    /// <summary>Whether the listener is being called.</summary>
    public bool IsChanging => _changing != 0;

    public bool HasFailed => _failure is not null;

    public void ThrowIfFailed()
    {
        var failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    public IEnumerable<TopicPartitionOffset> Assigned(List<Confluent.Kafka.TopicPartition> partitions)
    {
        var list = partitions.ConvertAll(ToOurs);
        positions.Assign(list);
        Tell(listener => listener.OnAssigned(list));
        changed();
        return partitions.ConvertAll(p => new TopicPartitionOffset(
            p, positions.TakeSeek(ToOurs(p), out var offset) ? offset : Offset.Unset));
    }

    public void Revoked(List<TopicPartitionOffset> partitions)
    {
        // A revocation may have waited for a poll until the membership timed out; the member has no id then.
        if (string.IsNullOrEmpty(memberId()))
        {
            Lost(partitions);
            return;
        }

        var list = partitions.ConvertAll(p => ToOurs(p.TopicPartition));
        Tell(listener => listener.OnRevoked(list));
        positions.Revoke(list);
        changed();
    }

    public void Lost(List<TopicPartitionOffset> partitions)
    {
        var list = partitions.ConvertAll(p => ToOurs(p.TopicPartition));
        positions.Revoke(list);
        Tell(listener => listener.OnLost(list));
        changed();
    }

    private static TopicPartition ToOurs(Confluent.Kafka.TopicPartition partition) => new(partition.Topic, partition.Partition.Value);

    private void Tell(Action<IAssignmentListener> tell)
    {
        _changing = 1;
        try
        {
            if (_listener is { } listener)
            {
                tell(listener);
            }
        }
        catch (Exception e)
        {
            _failure ??= ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _changing = 0;
        }
    }
}
