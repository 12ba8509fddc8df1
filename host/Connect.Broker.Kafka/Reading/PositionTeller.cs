using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>
/// Tells librdkafka what was asked of the reader: assignments made by hand, pauses and seeks, in the order in which it can take them.
/// The reader's thread only.
/// </summary>
internal sealed class PositionTeller(IConsumer<Ignore, Ignore> consumer, ReaderPositions positions, MappedSettings settings)
{
    private bool _assignDue;

    /// <summary>The assignment is to be told with the next poll, when seeks for it are known.</summary>
    public void AssignDue() => _assignDue = true;

    /// <summary>Ends an assignment made by hand.</summary>
    public void Unassign()
    {
        _assignDue = false;
        Call(consumer.Unassign, "Ending the assignment");
    }

    public void Resume(IEnumerable<TopicPartition> partitions) =>
        Call(() => consumer.Resume(partitions.Select(ToClient)), "Resuming partitions");

    /// <summary>Tells all that was asked of the reader since.</summary>
    /// <returns>Whether the assignment was told anew.</returns>
    public bool TellAll()
    {
        var assign = _assignDue;
        if (assign)
        {
            _assignDue = false;
            var list = positions.Assigned.Select(p => new TopicPartitionOffset(ToClient(p), StartOf(p))).ToList();
            Call(() => consumer.Assign(list), "Assigning partitions");
        }

        TellPauses();
        if (positions.Seeks.Count > 0)
        {
            foreach (var (partition, offset) in positions.Seeks.ToList())
            {
                // A paused partition goes on where it was sought once it is resumed.
                if (!positions.IsPaused(partition) && TrySeek(partition, offset))
                {
                    positions.TakeSeek(partition, out _);
                }
            }
        }

        return assign;
    }

    private Offset StartOf(TopicPartition partition) =>
        positions.TakeSeek(partition, out var offset) ? offset
        : positions.TryPosition(partition, out offset) ? offset
        : settings.GroupId is not null ? Offset.Unset
        : settings.Reset switch
        {
            OffsetReset.Earliest => Offset.Beginning,
            OffsetReset.Latest => Offset.End,
            _ => Offset.Unset,
        };

    private bool TrySeek(TopicPartition partition, long offset)
    {
        try
        {
            consumer.Seek(new TopicPartitionOffset(ToClient(partition), offset));
            return true;
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_State or ErrorCode.Local_PrevInProgress or ErrorCode.Local_Outdated)
        {
            // librdkafka is just beginning with the partition; the next round tries again.
            return false;
        }
        catch (KafkaException e)
        {
            throw ErrorMapping.ToBroker(e, $"Seeking {partition} to {offset} failed");
        }
    }

    /// <summary>Tells pauses, unless their partitions are still to be assigned.</summary>
    public void TellPauses()
    {
        if (!_assignDue && positions.ToPause.Count > 0)
        {
            var list = positions.ToPause.Select(ToClient).ToList();
            Call(() => consumer.Pause(list), "Pausing partitions");
            positions.PausesTold();
        }
    }

    private void Call(Action call, string what)
    {
        try
        {
            call();
        }
        catch (KafkaException e)
        {
            throw ErrorMapping.ToBroker(e, $"{what} of group '{settings.GroupId}' at {settings.Servers} failed");
        }
    }

    private static Confluent.Kafka.TopicPartition ToClient(TopicPartition partition) => new(partition.Topic, partition.Partition);
}
