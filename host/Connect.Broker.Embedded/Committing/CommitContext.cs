using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Microsoft.Data.Sqlite;

namespace Connect.Broker.Embedded.Committing;

/// <summary>What work writes through: the prepared statements of the one connection that writes. The commit thread's own.</summary>
internal sealed class CommitContext : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly List<Action> _afterCommit = [];
    private readonly HashSet<PartitionLog> _touched = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;

    public CommitContext(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Statement("BEGIN IMMEDIATE");
        _commit = Statement("COMMIT");
        _rollback = Statement("ROLLBACK");
    }

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => SQLitePCL.raw.sqlite3_changes(_connection.Handle!);

    /// <summary>The key of the row that was inserted last.</summary>
    public long LastId => SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle!);

    /// <summary>A statement, prepared once for the log's life; so its text must be a constant.</summary>
    public Statement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(_connection, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Remembers to publish a partition after the commit, or to take back its count.</summary>
    public void Touch(PartitionLog partition) => _touched.Add(partition);

    /// <summary>Does something in memory once it is on the disk, before partitions are published and work is completed.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Writes a batch of records.</summary>
    public void InsertBatch(PartitionLog partition, in BatchHeader header, ReadOnlySpan<byte> data) =>
        Statement("INSERT INTO batches (id, last_offset, records, base_timestamp, max_timestamp, flags, producer_id, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(1, LogFile.Key(partition.Id, header.BaseOffset))
            .Bind(2, header.LastOffset)
            .Bind(3, header.Records)
            .Bind(4, header.BaseTimestamp)
            .Bind(5, header.MaxTimestamp)
            .Bind(6, header.IsAppendTime ? 1 : 0)
            .Bind(7, header.ProducerId)
            .Bind(8, data)
            .Run();

    public void Begin() => _begin.Run();

    public void Commit()
    {
        _commit.Run();
        foreach (var action in _afterCommit)
        {
            action();
        }

        foreach (var partition in _touched)
        {
            partition.Publish();
        }

        Clear();
    }

    public void Rollback()
    {
        try
        {
            // After some errors SQLite has rolled back by itself.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
            {
                _rollback.Run();
            }
        }
        finally
        {
            foreach (var partition in _touched)
            {
                partition.Revert();
            }

            Clear();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void Clear()
    {
        _afterCommit.Clear();
        _touched.Clear();
    }
}
