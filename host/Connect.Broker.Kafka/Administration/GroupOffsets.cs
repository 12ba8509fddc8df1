using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Broker.Kafka.Clients;
using OffsetAndMetadata = Connect.Abi.Records.OffsetAndMetadata;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Administration;

/// <summary>The committed offsets of groups, and groups themselves.</summary>
internal sealed class GroupOffsets(AdminClient admin)
{
    public async ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> ListAsync(
        string group, CancellationToken cancellationToken)
    {
        var found = new Dictionary<TopicPartition, OffsetAndMetadata>();
        List<TopicPartitionOffsetError> results;
        try
        {
            results = (await admin.CallAsGroupAsync(
                group,
                (client, timeout) => client.ListConsumerGroupOffsetsAsync(
                    [new ConsumerGroupTopicPartitions(group, null)],
                    new ListConsumerGroupOffsetsOptions { RequestTimeout = timeout, RequireStableOffsets = true }),
                $"Listing offsets of group '{group}'",
                cancellationToken))[0].Partitions;
        }
        catch (ListConsumerGroupOffsetsException e)
        {
            var report = e.Results[0];
            if (report.Error.Code is ErrorCode.GroupIdNotFound)
            {
                return found;
            }

            if (report.Error.IsError)
            {
                throw ErrorMapping.ToBroker(report.Error, $"Listing offsets of group '{group}' at {admin.Settings.Servers} failed", e);
            }

            results = report.Partitions;
        }

        foreach (var result in results)
        {
            if (result.Error.IsError)
            {
                throw ErrorMapping.ToBroker(result.Error, $"Listing offsets of group '{group}' at {admin.Settings.Servers} failed");
            }

            if (result.Offset.Value >= 0)
            {
                found[new TopicPartition(result.Topic, result.Partition.Value)] = new OffsetAndMetadata(result.Offset.Value);
            }
        }

        return found;
    }

    public async ValueTask AlterAsync(
        string group, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        if (offsets.Count == 0)
        {
            return;
        }

        var list = offsets.Select(o => new TopicPartitionOffset(o.Key.Topic, o.Key.Partition, o.Value)).ToList();
        var what = $"Altering offsets of group '{group}'";
        try
        {
            await admin.CallAsync(
                (client, timeout) => client.AlterConsumerGroupOffsetsAsync(
                    [new ConsumerGroupTopicPartitionOffsets(group, list)],
                    new AlterConsumerGroupOffsetsOptions { RequestTimeout = timeout }),
                what,
                cancellationToken);
        }
        catch (AlterConsumerGroupOffsetsException e)
        {
            var report = e.Results[0];
            throw Failed(group, what, report.Error, report.Partitions, e);
        }
    }

    public async ValueTask DeleteAsync(
        string group, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        var list = partitions.Select(p => new Confluent.Kafka.TopicPartition(p.Topic, p.Partition)).ToList();
        var what = $"Removing offsets of group '{group}'";
        try
        {
            await admin.CallAsync(
                (client, timeout) => client.DeleteConsumerGroupOffsetsAsync(
                    group, list, new DeleteConsumerGroupOffsetsOptions { RequestTimeout = timeout }),
                what,
                cancellationToken);
        }
        catch (DeleteConsumerGroupOffsetsException e) when (IsNothingThere(e.Result.Error))
        {
            // Nothing there, nothing to remove.
        }
        catch (DeleteConsumerGroupOffsetsException e)
        {
            foreach (var partition in e.Result.Partitions)
            {
                if (partition.Error.IsError && partition.Error.Code != ErrorCode.UnknownTopicOrPart)
                {
                    throw Failed(group, what, partition.Error, [], e);
                }
            }

            if (e.Result.Error.IsError && !e.Result.Partitions.Exists(p => p.Error.IsError))
            {
                throw Failed(group, what, e.Result.Error, [], e);
            }
        }
    }

    public async ValueTask DeleteGroupAsync(string group, CancellationToken cancellationToken)
    {
        var what = $"Deleting group '{group}'";
        try
        {
            await admin.CallAsync(
                async (client, timeout) =>
                {
                    await client.DeleteGroupsAsync(
                        [group], new DeleteGroupsOptions { RequestTimeout = timeout });
                    return true;
                },
                what,
                cancellationToken);
        }
        catch (DeleteGroupsException e) when (IsNothingThere(e.Results[0].Error))
        {
            // A group that does not exist is passed over.
        }
        catch (DeleteGroupsException e)
        {
            throw Failed(group, what, e.Results[0].Error, [], e);
        }
    }

    private static bool IsNothingThere(Error error) => error.Code == ErrorCode.GroupIdNotFound;

    private BrokerException Failed(
        string group, string what, Error error, List<TopicPartitionOffsetError> partitions, KafkaException inner)
    {
        foreach (var partition in partitions)
        {
            if (partition.Error.IsError)
            {
                error = partition.Error;
                break;
            }
        }

        // Servers answer so to offsets that come from outside while the group has members.
        return error.Code is ErrorCode.UnknownMemberId or ErrorCode.NonEmptyGroup or ErrorCode.GroupSubscribedToTopic
            ? new BrokerException(
                BrokerErrorCode.GroupNotEmpty, $"{what} at {admin.Settings.Servers} failed: group '{group}' has active members.", false, inner)
            : ErrorMapping.ToBroker(error, $"{what} at {admin.Settings.Servers} failed", inner);
    }
}
