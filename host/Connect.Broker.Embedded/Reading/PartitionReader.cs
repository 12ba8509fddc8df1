using System.Globalization;
using Connect.Abi.Records;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Reading;

/// <summary>One partition as one reader reads it: where it is, and what was fetched ahead. Not thread-safe.</summary>
internal sealed class PartitionReader(TopicPartition name, ReaderSettings settings)
{
    private FetchedBlock? _block;
    private int _batch;
    private RecordCursor _cursor;
    private bool _isInside;

    public TopicPartition Name { get; } = name;

    /// <summary>The partition; null while its topic does not exist.</summary>
    public PartitionLog? Log { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>The offset of the next record wanted; null until it is found out.</summary>
    public long? Position { get; private set; }

    /// <summary>Whether a poll would find records, or an error, here.</summary>
    public bool HasMore => _block is not null || Position < Log!.EndFor(settings.ReadCommitted) || Position > Log.End || Position < Log.Start;

    public void Attach(PartitionLog log, ReaderSignal signal)
    {
        Log = log;
        log.Watch(signal);
    }

    public void Detach(ReaderSignal signal)
    {
        Drop();
        Log?.Unwatch(signal);
        Log = null;
    }

    public void Pause()
    {
        // What was fetched ahead is fetched again later: a paused partition holds no memory.
        IsPaused = true;
        Drop();
    }

    public void Resume() => IsPaused = false;

    public void Seek(long offset)
    {
        Drop();
        Position = offset;
    }

    /// <summary>Begins at an offset unless a position is known already.</summary>
    public void Begin(long? committed, ReadSessions sessions, TimeProvider time)
    {
        if (Position is null)
        {
            if (committed is { } offset)
            {
                Position = offset;
            }
            else
            {
                Reset("it has no committed offset", sessions, time);
            }
        }
    }

    /// <summary>Adds records to a poll's batch.</summary>
    /// <returns>How many bytes were fetched for it.</returns>
    public long Fill(RecordBatch batch, ReadSessions sessions, TimeProvider time)
    {
        long fetched = 0;

        // A bound on a poll's bytes, but for what aborted transactions left behind, which is no answer.
        while (!batch.IsFull && (batch.Count == 0 || fetched < settings.MaxPartitionFetchBytes))
        {
            if (_block is null)
            {
                fetched += Fetch(batch, sessions, time);
                if (_block is null)
                {
                    return fetched;
                }
            }

            Take(batch, _block);
        }

        return fetched;
    }

    private void Take(RecordBatch batch, FetchedBlock block)
    {
        var log = Log!;
        while (_batch < block.Count)
        {
            var header = block.Header(_batch);
            if (!_isInside)
            {
                // Whether a transaction was aborted is known by now, since reading stops before open ones.
                if (settings.ReadCommitted && header.ProducerId != 0 && PartitionLog.Contains(log.Aborted, header.ProducerId, header.BaseOffset))
                {
                    Position = header.LastOffset + 1;
                    _batch++;
                    continue;
                }

                _cursor = block.Open(_batch);
                _isInside = true;
            }

            batch.Keep(block);
            var type = header.IsAppendTime ? LogTimestampType.LogAppendTime : LogTimestampType.CreateTime;
            var wanted = Position!.Value;
            while (_cursor.Next())
            {
                if (_cursor.Offset < wanted)
                {
                    continue;
                }

                batch.Add(new ConsumedRecord
                {
                    TopicPartition = Name,
                    Offset = _cursor.Offset,
                    Timestamp = _cursor.Timestamp,
                    TimestampType = type,
                    Key = _cursor.Key,
                    Value = _cursor.Value,
                    Headers = _cursor.Headers,
                });
                if (batch.IsFull)
                {
                    Position = _cursor.Offset + 1;
                    return;
                }
            }

            Position = header.LastOffset + 1;
            _isInside = false;
            _batch++;
        }

        Drop();
    }

    private int Fetch(RecordBatch batch, ReadSessions sessions, TimeProvider time)
    {
        var log = Log!;
        var end = log.EndFor(settings.ReadCommitted);
        if (Position < log.Start || Position > log.End)
        {
            Reset(
                string.Create(CultureInfo.InvariantCulture, $"the offset {Position} is outside the partition, which goes from {log.Start} to {log.End}"), sessions, time);
        }

        var position = Position!.Value;
        if (position >= end)
        {
            return 0;
        }

        var session = sessions.Rent();
        FetchedBlock? block = null;
        try
        {
            session.BeginForward(log.Id, session.FindStart(log.Id, position), end);
            while (session.NextForward(out var header, out var data))
            {
                if (block is not null && block.Length + data.Length > settings.MaxPartitionFetchBytes)
                {
                    break;
                }

                block ??= new FetchedBlock(data.Length);
                block.Add(header, data);
                if (block.Records >= settings.MaxPollRecords - batch.Count)
                {
                    break;
                }
            }
        }
        finally
        {
            session.EndForward();
            sessions.Return(session);
        }

        if (block is null)
        {
            // Compaction left nothing up to the end.
            Position = end;
            return 0;
        }

        _block = block;
        _batch = 0;
        _isInside = false;
        return block.Length;
    }

    private void Reset(string why, ReadSessions sessions, TimeProvider time)
    {
        Drop();
        var log = Log!;
        switch (settings.Reset)
        {
            case OffsetReset.Latest:
                Position = log.EndFor(settings.ReadCommitted);
                break;
            case OffsetReset.ByAge:
                Position = FindByAge(log, sessions, time);
                break;
            case OffsetReset.None:
                throw new BrokerException(
                    BrokerErrorCode.OffsetOutOfRange,
                    $"The partition {Name} can't be read by the group {settings.GroupId ?? "(none)"}: {why}, and auto.offset.reset=none allows no other place to begin. Commit or seek an offset, or set it to earliest or latest.");
            default:
                Position = log.Start;
                break;
        }
    }

    private long FindByAge(PartitionLog log, ReadSessions sessions, TimeProvider time)
    {
        var oldest = (time.GetUtcNow() - settings.ResetAge).ToUnixTimeMilliseconds();
        var end = log.EndFor(settings.ReadCommitted);
        var session = sessions.Rent();
        try
        {
            var header = session.FindByTime(log.Id, log.Start, end, oldest);
            if (header is not { } found)
            {
                return end;
            }

            session.BeginForward(log.Id, found.BaseOffset, found.BaseOffset + 1);
            if (session.NextForward(out _, out var data))
            {
                var cursor = new RecordCursor(data.ToArray(), 0, data.Length, found);
                while (cursor.Next())
                {
                    if (cursor.Timestamp >= oldest)
                    {
                        return cursor.Offset;
                    }
                }
            }

            return found.BaseOffset;
        }
        finally
        {
            session.EndForward();
            sessions.Return(session);
        }
    }

    private void Drop()
    {
        _block?.Release();
        _block = null;
        _cursor = default;
        _isInside = false;
    }
}
