using Connect.Abi.Records;

namespace Connect.Broker;

/// <summary>Administration of topics and groups. Thread-safe.</summary>
/// <remarks>
/// Every call ends: by its answer, by the client's <c>default.api.timeout.ms</c> with a retriable <see cref="BrokerException"/>
/// that names the servers, or by its token.
/// </remarks>
public interface IBrokerAdmin : IAsyncDisposable
{
    /// <summary>The log as a whole.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<ClusterDescription> DescribeClusterAsync(CancellationToken cancellationToken);

    /// <summary>The names of all topics, internal ones left out.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyCollection<string>> ListTopicsAsync(CancellationToken cancellationToken);

    /// <summary>Describes topics. Never creates one by asking.</summary>
    /// <param name="topics">The topics' names.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that exist.</returns>
    ValueTask<IReadOnlyDictionary<string, TopicDescription>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>The effective configuration of topics (<c>cleanup.policy</c>, <c>retention.ms</c> …).</summary>
    /// <param name="topics">The topics' names.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that exist.</returns>
    ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> DescribeTopicConfigsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>Creates a topic.</summary>
    /// <param name="topic">What to create.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when it existed already.</returns>
    /// <exception cref="BrokerException">It was refused (not authorized, invalid configuration, not supported …).</exception>
    ValueTask<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken);

    /// <summary>Deletes topics; those that do not exist are passed over.</summary>
    /// <param name="topics">The topics' names.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask DeleteTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>First and next offset of partitions.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="readCommitted">True: the end is the last stable offset.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that exist.</returns>
    ValueTask<IReadOnlyDictionary<TopicPartition, OffsetRange>> ListOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken);

    /// <summary>The committed offsets of a group; empty for a group that does not exist.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> ListGroupOffsetsAsync(
        string groupId, CancellationToken cancellationToken);

    /// <summary>Sets committed offsets of a group without active members.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="offsets">The next offset to read of each partition.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerException">The group has active members, or the log refuses.</exception>
    ValueTask AlterGroupOffsetsAsync(
        string groupId, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken);

    /// <summary>Removes committed offsets of a group without active members.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="partitions">The partitions to forget.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerException">The group has active members, or the log refuses.</exception>
    ValueTask DeleteGroupOffsetsAsync(
        string groupId, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Deletes a group without active members; a group that does not exist is passed over.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerException">The group has active members, or the log refuses.</exception>
    ValueTask DeleteGroupAsync(string groupId, CancellationToken cancellationToken);
}

/// <summary>What is known of the log as a whole.</summary>
/// <param name="ClusterId">Its identity, as <c>GET /</c> shows it; stable for the log's life.</param>
/// <param name="Brokers">How many brokers it has.</param>
public sealed record ClusterDescription(string ClusterId, int Brokers);

/// <summary>A topic that exists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many partitions it has.</param>
/// <param name="ReplicationFactor">How many copies of each partition are kept.</param>
/// <param name="IsInternal">Whether it is the log's own.</param>
public sealed record TopicDescription(string Name, int Partitions, int ReplicationFactor, bool IsInternal);

/// <summary>A topic to create.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many partitions; null for the log's default.</param>
/// <param name="ReplicationFactor">How many copies; null for the log's default.</param>
/// <param name="Configs">Topic settings (<c>cleanup.policy</c> …); empty for the log's defaults.</param>
public sealed record NewTopic(string Name, int? Partitions, short? ReplicationFactor, IReadOnlyDictionary<string, string> Configs);
