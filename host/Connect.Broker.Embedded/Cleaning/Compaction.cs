using System.Security.Cryptography;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Cleaning;

/// <summary>
/// Keeps of each key the last record only (<c>cleanup.policy=compact</c>). Offsets stay; readers see gaps. What aborted
/// transactions left goes as well, and so do tombstones after <c>delete.retention.ms</c>.
/// </summary>
internal sealed class Compaction(CommitQueue queue, ReadSessions sessions, TimeProvider time)
{
    /// <summary>So many keys are looked at in one round: about 64 MiB.</summary>
    private const int MaximalKeys = 1_000_000;

    public async Task RunAsync(PartitionLog partition, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!IsDue(partition, now))
        {
            return;
        }

        var last = new Dictionary<UInt128, long>();
        var end = FindLast(partition, now, last);
        var at = partition.Start;
        while (at < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            at = await RewriteAsync(partition, at, end, last, now, cancellationToken);
        }

        await new MoveCleanWork(partition, end).RunAsync(queue, cancellationToken);
    }

    private static UInt128 Hash(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private static bool IsAborted(PartitionLog partition, in BatchHeader header) =>
        header.ProducerId != 0 && PartitionLog.Contains(partition.Aborted, header.ProducerId, header.BaseOffset);

    private bool IsDue(PartitionLog partition, long now)
    {
        var clean = Math.Max(partition.CleanOffset, partition.Start);
        var end = partition.StableEnd;
        if (clean >= end)
        {
            return false;
        }

        var session = sessions.Rent();
        try
        {
            var dirty = session.SizeOf(partition.Id, clean, end);
            var all = dirty + session.SizeOf(partition.Id, partition.Start, clean);
            if (dirty > 0 && dirty >= all * partition.Settings.DirtyRatio)
            {
                return true;
            }

            var lag = partition.Settings.MaximalCompactionLagMilliseconds;
            return lag < now && session.FindByTime(partition.Id, clean, end, long.MinValue) is { } oldest && oldest.MaxTimestamp < now - lag;
        }
        finally
        {
            sessions.Return(session);
        }
    }

    /// <summary>Finds the last offset of each key in what was not compacted yet.</summary>
    /// <returns>Up to where it looked.</returns>
    private long FindLast(PartitionLog partition, long now, Dictionary<UInt128, long> last)
    {
        var clean = Math.Max(partition.CleanOffset, partition.Start);
        var end = partition.StableEnd;
        var youngest = now - partition.Settings.CompactionLagMilliseconds;
        var session = sessions.Rent();
        try
        {
            var looked = clean;
            session.BeginForward(partition.Id, clean, end);
            while (last.Count < MaximalKeys && session.NextForward(out var header, out var data))
            {
                if (partition.Settings.CompactionLagMilliseconds > 0 && header.MaxTimestamp > youngest)
                {
                    return looked;
                }

                looked = header.LastOffset + 1;
                if (IsAborted(partition, header))
                {
                    continue;
                }

                var cursor = new RecordCursor(data.ToArray(), 0, data.Length, header);
                while (cursor.Next())
                {
                    if (cursor.Key is { } key)
                    {
                        last[Hash(key.Span)] = cursor.Offset;
                    }
                }
            }

            return looked;
        }
        finally
        {
            session.EndForward();
            sessions.Return(session);
        }
    }

    private async Task<long> RewriteAsync(
        PartitionLog partition, long from, long end, Dictionary<UInt128, long> last, long now, CancellationToken cancellationToken)
    {
        const int BytesAtOnce = 1024 * 1024;
        var rewritten = new List<(BatchHeader Header, byte[] Data)>();
        var next = end;
        var session = sessions.Rent();
        try
        {
            session.BeginForward(partition.Id, from, end);
            long bytes = 0;
            while (session.NextForward(out var header, out var data))
            {
                if (bytes >= BytesAtOnce)
                {
                    next = header.BaseOffset;
                    break;
                }

                bytes += data.Length;
                if (Rewrite(partition, header, data.ToArray(), last, now) is { } kept)
                {
                    rewritten.Add(kept);
                }
            }
        }
        finally
        {
            session.EndForward();
            sessions.Return(session);
        }

        if (rewritten.Count > 0)
        {
            await new ReplaceWork(partition, rewritten).RunAsync(queue, cancellationToken);
        }

        return next;
    }

    /// <summary>A batch without what is outdated; null where all of it stays.</summary>
    private static (BatchHeader Header, byte[] Data)? Rewrite(
        PartitionLog partition, BatchHeader header, byte[] data, Dictionary<UInt128, long> last, long now)
    {
        var isAborted = IsAborted(partition, header);
        var kept = 0;
        var length = 0;

        // A kept record is never longer than before, since its difference of offsets stays.
        var buffer = new byte[data.Length];
        var cursor = new RecordCursor(data, 0, data.Length, header);
        while (!isAborted && cursor.Next())
        {
            if (cursor.Key is { } key && last.TryGetValue(Hash(key.Span), out var offset) && offset > cursor.Offset)
            {
                continue;
            }

            if (cursor.Value is null && cursor.Offset < partition.CleanOffset && cursor.Timestamp < now - partition.Settings.TombstoneMilliseconds)
            {
                continue;
            }

            length = RecordEncoder.Copy(buffer, length, cursor.Offset - header.BaseOffset, cursor.Rest.Span);
            kept++;
        }

        return kept == header.Records ? null : (header with { Records = kept }, buffer[..length]);
    }

    private sealed class ReplaceWork(PartitionLog partition, List<(BatchHeader Header, byte[] Data)> batches) : CallWork
    {
        public override void Execute(CommitContext context)
        {
            if (!partition.Exists)
            {
                return;
            }

            foreach (var (header, data) in batches)
            {
                var key = LogFile.Key(partition.Id, header.BaseOffset);
                if (header.Records == 0)
                {
                    context.Statement("DELETE FROM batches WHERE id = ?").Bind(1, key).Run();
                }
                else
                {
                    // Retention may have removed it meanwhile; then this changes nothing.
                    context.Statement("UPDATE batches SET records = ?, data = ? WHERE id = ?")
                        .Bind(1, header.Records).Bind(2, data).Bind(3, key).Run();
                }
            }

            context.Statement("UPDATE partitions SET next_offset = ? WHERE id = ?").Bind(1, partition.NextOffset).Bind(2, partition.Id).Run();
        }
    }

    private sealed class MoveCleanWork(PartitionLog partition, long offset) : CallWork
    {
        public override void Execute(CommitContext context)
        {
            context.Statement("UPDATE partitions SET clean_offset = ? WHERE id = ?").Bind(1, offset).Bind(2, partition.Id).Run();
            context.AfterCommit(() => partition.CleanOffset = offset);
        }
    }
}
