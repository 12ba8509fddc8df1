using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Broker.Kafka.Clients;
using OffsetAndMetadata = Connect.Abi.Records.OffsetAndMetadata;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Administration;

/// <summary>What a borrower holds of a shared admin client: topics here, groups in <see cref="GroupOffsets"/>.</summary>
internal sealed class KafkaAdmin : IBrokerAdmin
{
    private readonly AdminClient _client;
    private readonly GroupOffsets _groups;
    private readonly Func<KafkaAdmin, AdminClient, ValueTask> _closed;
    private int _disposed;

    public KafkaAdmin(AdminClient client, Func<KafkaAdmin, AdminClient, ValueTask> closed)
    {
        _client = client;
        _groups = new GroupOffsets(client);
        _closed = closed;
    }

    public async ValueTask<ClusterDescription> DescribeClusterAsync(CancellationToken cancellationToken)
    {
        var cluster = await Client.CallAsync(
            (client, timeout) => client.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = timeout }),
            "Describing the cluster",
            cancellationToken);
        return new ClusterDescription(cluster.ClusterId, cluster.Nodes.Count);
    }

    public ValueTask<IReadOnlyCollection<string>> ListTopicsAsync(CancellationToken cancellationToken) =>
        Client.ListTopicsAsync(cancellationToken);

    public async ValueTask<IReadOnlyDictionary<string, TopicDescription>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, TopicDescription>(topics.Count, StringComparer.Ordinal);
        if (topics.Count == 0)
        {
            return found;
        }

        List<Confluent.Kafka.Admin.TopicDescription> descriptions;
        try
        {
            descriptions = (await Client.CallAsync(
                (client, timeout) => client.DescribeTopicsAsync(
                    TopicCollection.OfTopicNames(topics), new DescribeTopicsOptions { RequestTimeout = timeout }),
                $"Describing topics {string.Join(", ", topics)}",
                cancellationToken)).TopicDescriptions;
        }
        catch (DescribeTopicsException e)
        {
            descriptions = e.Results.TopicDescriptions;
        }

        foreach (var topic in descriptions)
        {
            if (topic.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic)
            {
                continue;
            }

            if (topic.Error.IsError)
            {
                throw ErrorMapping.ToBroker(topic.Error, $"Describing topic '{topic.Name}' at {Client.Settings.Servers} failed");
            }

            found[topic.Name] = new TopicDescription(
                topic.Name, topic.Partitions.Count, topic.Partitions.Count == 0 ? 0 : topic.Partitions[0].Replicas.Count, topic.IsInternal);
        }

        return found;
    }

    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> DescribeTopicConfigsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>(topics.Count, StringComparer.Ordinal);
        if (topics.Count == 0)
        {
            return found;
        }

        IEnumerable<(ConfigResource Resource, Error? Error, Dictionary<string, ConfigEntryResult> Entries)> results;
        try
        {
            results = (await Client.CallAsync(
                (client, timeout) => client.DescribeConfigsAsync(
                    topics.Select(t => new ConfigResource { Type = ResourceType.Topic, Name = t }),
                    new DescribeConfigsOptions { RequestTimeout = timeout }),
                $"Describing the configuration of topics {string.Join(", ", topics)}",
                cancellationToken)).Select(r => (r.ConfigResource, (Error?)null, r.Entries));
        }
        catch (DescribeConfigsException e)
        {
            results = e.Results.Select(r => (r.ConfigResource, (Error?)r.Error, r.Entries));
        }

        foreach (var (resource, error, entries) in results)
        {
            if (error?.Code is ErrorCode.UnknownTopicOrPart)
            {
                continue;
            }

            if (error is { IsError: true })
            {
                throw ErrorMapping.ToBroker(
                    error, $"Describing the configuration of topic '{resource.Name}' at {Client.Settings.Servers} failed");
            }

            found[resource.Name] = entries.ToDictionary(e => e.Key, e => e.Value.Value ?? "", StringComparer.Ordinal);
        }

        return found;
    }

    public async ValueTask<bool> CreateTopicAsync(NewTopic topic, CancellationToken cancellationToken)
    {
        var specification = new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions ?? -1,
            ReplicationFactor = topic.ReplicationFactor ?? -1,
            Configs = topic.Configs.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal),
        };
        try
        {
            await Client.CallAsync(
                async (client, timeout) =>
                {
                    await client.CreateTopicsAsync(
                        [specification], new CreateTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout });
                    return true;
                },
                $"Creating topic '{topic.Name}'",
                cancellationToken);
            return true;
        }
        catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            return false;
        }
        catch (CreateTopicsException e)
        {
            throw ErrorMapping.ToBroker(e.Results[0].Error, $"Creating topic '{topic.Name}' at {Client.Settings.Servers} failed", e);
        }
    }

    public async ValueTask DeleteTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        if (topics.Count == 0)
        {
            return;
        }

        try
        {
            await Client.CallAsync(
                async (client, timeout) =>
                {
                    await client.DeleteTopicsAsync(
                        topics, new DeleteTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout });
                    return true;
                },
                $"Deleting topics {string.Join(", ", topics)}",
                cancellationToken);
        }
        catch (DeleteTopicsException e)
        {
            foreach (var result in e.Results)
            {
                if (result.Error.IsError && result.Error.Code != ErrorCode.UnknownTopicOrPart)
                {
                    throw ErrorMapping.ToBroker(result.Error, $"Deleting topic '{result.Topic}' at {Client.Settings.Servers} failed", e);
                }
            }
        }
    }

    public async ValueTask<IReadOnlyDictionary<TopicPartition, OffsetRange>> ListOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<TopicPartition, OffsetRange>(partitions.Count);
        if (partitions.Count == 0)
        {
            return found;
        }

        // librdkafka gives a whole call up for one topic that is missing, so those are left out before.
        var topics = await DescribeTopicsAsync([.. partitions.Select(p => p.Topic).Distinct(StringComparer.Ordinal)], cancellationToken);
        var existing = partitions.Where(p => topics.TryGetValue(p.Topic, out var t) && p.Partition >= 0 && p.Partition < t.Partitions).ToList();
        if (existing.Count == 0)
        {
            return found;
        }

        var beginnings = await ListOffsetsAsync(existing, OffsetSpec.Earliest(), readCommitted, cancellationToken);
        var ends = await ListOffsetsAsync(existing, OffsetSpec.Latest(), readCommitted, cancellationToken);
        foreach (var (partition, beginning) in beginnings)
        {
            if (ends.TryGetValue(partition, out var end))
            {
                found[partition] = new OffsetRange(beginning, end);
            }
        }

        return found;
    }

    public ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> ListGroupOffsetsAsync(
        string groupId, CancellationToken cancellationToken)
    {
        _ = Client;
        return _groups.ListAsync(groupId, cancellationToken);
    }

    public ValueTask AlterGroupOffsetsAsync(
        string groupId, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        _ = Client;
        return _groups.AlterAsync(groupId, offsets, cancellationToken);
    }

    public ValueTask DeleteGroupOffsetsAsync(
        string groupId, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        _ = Client;
        return _groups.DeleteAsync(groupId, partitions, cancellationToken);
    }

    public ValueTask DeleteGroupAsync(string groupId, CancellationToken cancellationToken)
    {
        _ = Client;
        return _groups.DeleteGroupAsync(groupId, cancellationToken);
    }

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _disposed, 1) == 0 ? _closed(this, _client) : ValueTask.CompletedTask;

    private AdminClient Client => _disposed == 0 ? _client
        : throw new BrokerException(BrokerErrorCode.Closed, $"The administration of {_client.Settings.Servers} is closed.");

    private async ValueTask<Dictionary<TopicPartition, long>> ListOffsetsAsync(
        List<TopicPartition> partitions, OffsetSpec which, bool readCommitted, CancellationToken cancellationToken)
    {
        var options = new ListOffsetsOptions
        {
            IsolationLevel = readCommitted ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
        };
        IEnumerable<TopicPartitionOffsetError> results;
        try
        {
            results = (await Client.CallAsync(
                (client, timeout) =>
                {
                    options.RequestTimeout = timeout;
                    return client.ListOffsetsAsync(
                        partitions.Select(p => new TopicPartitionOffsetSpec
                        {
                            TopicPartition = new Confluent.Kafka.TopicPartition(p.Topic, p.Partition),
                            OffsetSpec = which,
                        }),
                        options);
                },
                "Listing offsets",
                cancellationToken)).ResultInfos.Select(r => r.TopicPartitionOffsetError);
        }
        catch (ListOffsetsException e)
        {
            results = e.Result.ResultInfos.Select(r => r.TopicPartitionOffsetError);
        }

        var found = new Dictionary<TopicPartition, long>(partitions.Count);
        foreach (var result in results)
        {
            if (result.Error.Code is ErrorCode.UnknownTopicOrPart)
            {
                continue;
            }

            if (result.Error.IsError)
            {
                throw ErrorMapping.ToBroker(
                    result.Error, $"Listing offsets of {result.Topic}-{result.Partition.Value} at {Client.Settings.Servers} failed");
            }

            found[new TopicPartition(result.Topic, result.Partition.Value)] = result.Offset.Value;
        }

        return found;
    }
}
