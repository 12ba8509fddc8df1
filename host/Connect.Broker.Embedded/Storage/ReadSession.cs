using Microsoft.Data.Sqlite;

namespace Connect.Broker.Embedded.Storage;

/// <summary>A connection that reads batches. Not thread-safe: rent one from <see cref="ReadSessions"/>.</summary>
internal sealed class ReadSession : IDisposable
{
    private const string Columns = "id, last_offset, records, base_timestamp, max_timestamp, flags, producer_id";

    private readonly SqliteConnection _connection;
    private readonly Statement _floor;
    private readonly Statement _forward;
    private readonly Statement _byTime;
    private readonly Statement _size;

    public ReadSession(string path)
    {
        _connection = LogFile.OpenForReading(path);
        _floor = new Statement(_connection, "SELECT id, last_offset FROM batches WHERE id <= ? AND id >= ? ORDER BY id DESC LIMIT 1");
        _forward = new Statement(_connection, $"SELECT {Columns}, data FROM batches WHERE id >= ? AND id < ? ORDER BY id");
        _byTime = new Statement(_connection, $"SELECT {Columns} FROM batches WHERE id >= ? AND id < ? AND max_timestamp >= ? ORDER BY id LIMIT 1");
        _size = new Statement(_connection, "SELECT coalesce(sum(length(data)), 0) FROM batches WHERE id >= ? AND id < ?");
    }

    /// <summary>The first offset of the batch that holds an offset, or the offset itself where none does.</summary>
    public long FindStart(long partitionId, long offset)
    {
        try
        {
            _floor.Bind(1, LogFile.Key(partitionId, offset)).Bind(2, LogFile.Key(partitionId, 0));
            return _floor.Step() && _floor.Number(1) >= offset ? LogFile.OffsetOf(_floor.Number(0)) : offset;
        }
        finally
        {
            _floor.Reset();
        }
    }

    /// <summary>The first batch from an offset on with a record that is not older than a time.</summary>
    public BatchHeader? FindByTime(long partitionId, long from, long to, long timestamp)
    {
        try
        {
            _byTime.Bind(1, LogFile.Key(partitionId, from)).Bind(2, LogFile.Key(partitionId, to)).Bind(3, timestamp);
            return _byTime.Step() ? Header(_byTime) : null;
        }
        finally
        {
            _byTime.Reset();
        }
    }

    /// <summary>How many bytes the batches that begin inside a range of offsets have.</summary>
    public long SizeOf(long partitionId, long from, long to)
    {
        try
        {
            _size.Bind(1, LogFile.Key(partitionId, from)).Bind(2, LogFile.Key(partitionId, to));
            return _size.Step() ? _size.Number(0) : 0;
        }
        finally
        {
            _size.Reset();
        }
    }

    /// <summary>Begins to read the batches that begin inside a range of offsets; call <see cref="EndForward"/> after the last.</summary>
    public void BeginForward(long partitionId, long from, long to) =>
        _forward.Bind(1, LogFile.Key(partitionId, from)).Bind(2, LogFile.Key(partitionId, to));

    /// <summary>Goes to the next batch.</summary>
    public bool NextForward(out BatchHeader header, out ReadOnlySpan<byte> data)
    {
        if (!_forward.Step())
        {
            header = default;
            data = default;
            return false;
        }

        header = Header(_forward);
        data = _forward.Blob(7);
        return true;
    }

    public void EndForward() => _forward.Reset();

    public void Dispose()
    {
        _floor.Dispose();
        _forward.Dispose();
        _byTime.Dispose();
        _size.Dispose();
        _connection.Dispose();
    }

    private static BatchHeader Header(Statement row) => new()
    {
        BaseOffset = LogFile.OffsetOf(row.Number(0)),
        LastOffset = row.Number(1),
        Records = (int)row.Number(2),
        BaseTimestamp = row.Number(3),
        MaxTimestamp = row.Number(4),
        IsAppendTime = row.Number(5) == 1,
        ProducerId = row.Number(6),
    };
}
