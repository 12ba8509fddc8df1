using System.Globalization;
using Connect.Abi.Records;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Groups;

/// <summary>Writes or removes committed offsets of a group.</summary>
internal sealed class CommitOffsetsWork(
    TopicCatalog catalog,
    Group group,
    KeyValuePair<TopicPartition, OffsetAndMetadata?>[] changes,
    Action check,
    Action<BrokerException?>? completed = null) : CallWork
{
    public override void Execute(CommitContext context)
    {
        check();
        foreach (var (partition, offset) in changes)
        {
            if (offset is { } value)
            {
                _ = catalog.Get(partition);
                if (value.Offset < 0)
                {
                    throw new BrokerException(
                        BrokerErrorCode.Invalid, string.Create(CultureInfo.InvariantCulture, $"The offset {value.Offset} of {partition} can't be committed; it must be 0 or more."));
                }
            }
        }

        foreach (var (partition, offset) in changes)
        {
            if (offset is { } value)
            {
                context.Statement("INSERT OR REPLACE INTO group_offsets (group_id, topic, partition, next_offset, metadata) VALUES (?, ?, ?, ?, ?)")
                    .Bind(1, group.Id).Bind(2, partition.Topic).Bind(3, partition.Partition).Bind(4, value.Offset)
                    .Bind(5, value.Metadata ?? string.Empty).Run();
            }
            else
            {
                context.Statement("DELETE FROM group_offsets WHERE group_id = ? AND topic = ? AND partition = ?")
                    .Bind(1, group.Id).Bind(2, partition.Topic).Bind(3, partition.Partition).Run();
            }
        }

        context.AfterCommit(() => group.ChangeOffsets(changes));
    }

    protected override void OnCompleted(BrokerException? error) => completed?.Invoke(error);
}
