using Connect.Broker.Embedded.Settings;

namespace Connect.Broker.Embedded.Topics;

/// <summary>A topic that exists.</summary>
internal sealed record Topic(long Id, string Name, TopicSettings Settings, PartitionLog[] Partitions);
