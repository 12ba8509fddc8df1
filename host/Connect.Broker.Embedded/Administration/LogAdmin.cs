using Connect.Abi.Records;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Groups;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Administration;

/// <summary>Administration: questions are answered from memory, changes go through the commit thread.</summary>
internal sealed class LogAdmin(string clusterId, TopicCatalog catalog, GroupTable groups, CommitQueue queue) : IBrokerAdmin
{
    private volatile bool _isClosed;

    public ValueTask<ClusterDescription> DescribeClusterAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        return ValueTask.FromResult(new ClusterDescription(clusterId, 1));
    }

    public ValueTask<IReadOnlyCollection<string>> ListTopicsAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        return ValueTask.FromResult<IReadOnlyCollection<string>>([.. catalog.Topics.Keys]);
    }

    public ValueTask<IReadOnlyDictionary<string, TopicDescription>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        var found = new Dictionary<string, TopicDescription>(StringComparer.Ordinal);
        foreach (var name in topics)
        {
            if (catalog.TryGet(name, out var topic))
            {
                found[name] = new TopicDescription(name, topic.Partitions.Length, 1, IsInternal: false);
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, TopicDescription>>(found);
    }

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> DescribeTopicConfigsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var name in topics)
        {
            if (catalog.TryGet(name, out var topic))
            {
                found[name] = topic.Settings.Effective();
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(found);
    }

    public async ValueTask<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ThrowIfUnusable(cancellationToken);
        if (catalog.TryGet(topic.Name, out _))
        {
            return false;
        }

        var work = CreateTopicWork.For(catalog, topic);
        await work.RunAsync(queue, cancellationToken);
        return work.IsCreated;
    }

    public async ValueTask DeleteTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        foreach (var name in topics)
        {
            await new DeleteTopicWork(catalog, groups, name).RunAsync(queue, cancellationToken);
        }
    }

    public ValueTask<IReadOnlyDictionary<TopicPartition, OffsetRange>> ListOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        var found = new Dictionary<TopicPartition, OffsetRange>();
        foreach (var partition in partitions)
        {
            if (catalog.Find(partition) is { } log)
            {
                found[partition] = log.Range(readCommitted);
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, OffsetRange>>(found);
    }

    public ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> ListGroupOffsetsAsync(
        string groupId, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        return ValueTask.FromResult(groups.Find(groupId)?.Offsets ?? new Dictionary<TopicPartition, OffsetAndMetadata>());
    }

    public ValueTask AlterGroupOffsetsAsync(
        string groupId, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        ChangeAsync(
            groups.Get(groupId),
            "Changing offsets",
            [.. offsets.Select(o => KeyValuePair.Create(o.Key, (OffsetAndMetadata?)new OffsetAndMetadata(o.Value)))],
            cancellationToken);

    public ValueTask DeleteGroupOffsetsAsync(
        string groupId, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ChangeAsync(
            groups.Get(groupId), "Deleting offsets", [.. partitions.Select(p => KeyValuePair.Create(p, (OffsetAndMetadata?)null))], cancellationToken);

    public ValueTask DeleteGroupAsync(string groupId, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        return groups.Find(groupId) is { } group
            ? ChangeAsync(
                group, "Deleting the group", [.. group.Offsets.Keys.Select(p => KeyValuePair.Create(p, (OffsetAndMetadata?)null))], cancellationToken)
            : ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        return ValueTask.CompletedTask;
    }

    private async ValueTask ChangeAsync(
        Group group, string what, KeyValuePair<TopicPartition, OffsetAndMetadata?>[] changes, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(cancellationToken);
        await new CommitOffsetsWork(catalog, group, changes, () => group.CheckEmpty(what)).RunAsync(queue, cancellationToken);
    }

    private void ThrowIfUnusable(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_isClosed)
        {
            throw new BrokerException(BrokerErrorCode.Closed, "The admin client is closed.");
        }
    }
}
