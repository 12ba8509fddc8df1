using Connect.Abi.Records;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Groups;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Administration;

/// <summary>Deletes a topic with its records and the groups' offsets in it; one that does not exist is passed over.</summary>
internal sealed class DeleteTopicWork(TopicCatalog catalog, GroupTable groups, string name) : CallWork
{
    public override void Execute(CommitContext context)
    {
        if (!catalog.TryGet(name, out var topic))
        {
            return;
        }

        foreach (var partition in topic.Partitions)
        {
            context.Statement("DELETE FROM batches WHERE id >= ? AND id < ?")
                .Bind(1, LogFile.Key(partition.Id, 0)).Bind(2, LogFile.Key(partition.Id + 1, 0)).Run();
            context.Statement("DELETE FROM aborted WHERE partition_id = ?").Bind(1, partition.Id).Run();
            context.Statement("DELETE FROM open_transactions WHERE partition_id = ?").Bind(1, partition.Id).Run();
        }

        context.Statement("DELETE FROM partitions WHERE topic_id = ?").Bind(1, topic.Id).Run();
        context.Statement("DELETE FROM topics WHERE id = ?").Bind(1, topic.Id).Run();
        context.Statement("DELETE FROM group_offsets WHERE topic = ?").Bind(1, name).Run();

        // At once, so that work in the same commit does not write to it any more; a failed commit takes it back.
        foreach (var partition in topic.Partitions)
        {
            partition.BeginDelete();
            context.Touch(partition);
        }

        context.AfterCommit(() =>
        {
            catalog.Remove(topic);
            foreach (var group in groups.All)
            {
                group.ChangeOffsets(group.Offsets.Keys.Where(p => p.Topic == name)
                    .Select(p => KeyValuePair.Create(p, (OffsetAndMetadata?)null)).ToList());
            }
        });
    }
}
