using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>Notes how partitions come and go, and what is owned.</summary>
public sealed class AssignmentLog : IAssignmentListener
{
    public List<string> Events { get; } = [];

    public HashSet<TopicPartition> Owned { get; } = [];

    public Action<IReadOnlyCollection<TopicPartition>>? WhenAssigned { get; set; }

    public Action<IReadOnlyCollection<TopicPartition>>? WhenRevoked { get; set; }

    public void OnAssigned(IReadOnlyCollection<TopicPartition> partitions)
    {
        Events.Add("assigned");
        Owned.UnionWith(partitions);
        WhenAssigned?.Invoke(partitions);
    }

    public void OnRevoked(IReadOnlyCollection<TopicPartition> partitions)
    {
        Events.Add("revoked");
        WhenRevoked?.Invoke(partitions);
        Owned.ExceptWith(partitions);
    }

    public void OnLost(IReadOnlyCollection<TopicPartition> partitions)
    {
        Events.Add("lost");
        Owned.ExceptWith(partitions);
    }
}
