using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>Notes what became of written records.</summary>
public sealed class DeliveryLog : IDeliveryListener
{
    private readonly Lock _gate = new();
    private readonly List<(object? Tag, TopicPartition Partition, long Offset, long Timestamp)> _delivered = [];
    private readonly List<(object? Tag, string Topic, BrokerException Error)> _failures = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _delivered.Count + _failures.Count;
            }
        }
    }

    public IReadOnlyList<(object? Tag, TopicPartition Partition, long Offset, long Timestamp)> Delivered
    {
        get
        {
            lock (_gate)
            {
                return [.. _delivered];
            }
        }
    }

    public IReadOnlyList<(object? Tag, string Topic, BrokerException Error)> Failures
    {
        get
        {
            lock (_gate)
            {
                return [.. _failures];
            }
        }
    }

    public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
    {
        lock (_gate)
        {
            _delivered.Add((tag, topicPartition, offset, timestamp));
        }
    }

    public void OnFailed(object? tag, string topic, BrokerException error)
    {
        lock (_gate)
        {
            _failures.Add((tag, topic, error));
        }
    }
}
