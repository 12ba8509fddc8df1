using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Cleaning;

/// <summary>Removes batches from a partition's beginning that are too old, or too many (<c>retention.ms</c>, <c>retention.bytes</c>).</summary>
internal sealed class Retention(CommitQueue queue, ReadSessions sessions, TimeProvider time)
{
    /// <summary>So many batches are removed at once, so that writers wait for a moment at most.</summary>
    private const int BatchesAtOnce = 128;

    public async Task RunAsync(PartitionLog partition, CancellationToken cancellationToken)
    {
        // What lies behind an open transaction's beginning is not settled yet.
        while (FindStart(partition, partition.StableEnd) is { } start)
        {
            await new MoveStartWork(partition, start).RunAsync(queue, cancellationToken);
        }
    }

    /// <summary>Where the partition should begin, a few batches on; null where it may stay.</summary>
    private long? FindStart(PartitionLog partition, long end)
    {
        var settings = partition.Settings;
        if (partition.Start >= end || (settings.RetentionMilliseconds < 0 && settings.RetentionBytes < 0))
        {
            return null;
        }

        var oldest = settings.RetentionMilliseconds < 0
            ? long.MinValue
            : time.GetUtcNow().ToUnixTimeMilliseconds() - settings.RetentionMilliseconds;
        var session = sessions.Rent();
        try
        {
            var surplus = settings.RetentionBytes < 0
                ? 0
                : session.SizeOf(partition.Id, partition.Start, end) - settings.RetentionBytes;
            long? start = null;
            session.BeginForward(partition.Id, partition.Start, end);
            for (var i = 0; i < BatchesAtOnce && session.NextForward(out var header, out var data); i++)
            {
                // Like Kafka, not one byte less than asked for is kept.
                if (header.MaxTimestamp >= oldest && data.Length > surplus)
                {
                    break;
                }

                surplus -= data.Length;
                start = header.LastOffset + 1;
            }

            return start;
        }
        finally
        {
            session.EndForward();
            sessions.Return(session);
        }
    }

    private sealed class MoveStartWork(PartitionLog partition, long start) : CallWork
    {
        public override void Execute(CommitContext context)
        {
            if (!partition.Exists)
            {
                return;
            }

            context.Statement("DELETE FROM batches WHERE id >= ? AND id < ?")
                .Bind(1, LogFile.Key(partition.Id, 0)).Bind(2, LogFile.Key(partition.Id, start)).Run();
            context.Statement("DELETE FROM aborted WHERE partition_id = ? AND last_offset < ?").Bind(1, partition.Id).Bind(2, start).Run();
            context.Statement("UPDATE partitions SET log_start = ?, next_offset = ? WHERE id = ?")
                .Bind(1, start).Bind(2, partition.NextOffset).Bind(3, partition.Id).Run();
            context.AfterCommit(() =>
            {
                partition.MoveStart(start);
                partition.ForgetAborted(start);
            });
        }
    }
}
