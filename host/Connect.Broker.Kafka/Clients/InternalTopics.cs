using System.Collections.Frozen;

namespace Connect.Broker.Kafka.Clients;

/// <summary>The log's own topics, as Kafka names them.</summary>
internal static class InternalTopics
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal, "__consumer_offsets", "__transaction_state", "__share_group_state");

    public static bool Contains(string topic) => Names.Contains(topic);
}
