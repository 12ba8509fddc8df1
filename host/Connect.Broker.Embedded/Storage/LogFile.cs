using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Connect.Broker.Embedded.Storage;

/// <summary>The database file of a log: opens connections to it and lays its tables.</summary>
/// <remarks>
/// A row of <c>batches</c> holds many records of one partition. Its key is made of the partition's number and the first offset, so
/// that a partition's records lie together in order and need no second index.
/// </remarks>
internal static class LogFile
{
    public const string Name = "log.db";

    /// <summary>How many bits of a batch's key are its offset; the partition's number takes the rest.</summary>
    public const int OffsetBits = 43;

    private const int FormatVersion = 1;

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS properties (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS topics (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, configs TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS partitions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, topic_id INTEGER NOT NULL, number INTEGER NOT NULL, log_start INTEGER NOT NULL DEFAULT 0,
            next_offset INTEGER NOT NULL DEFAULT 0, clean_offset INTEGER NOT NULL DEFAULT 0, UNIQUE (topic_id, number));
        CREATE TABLE IF NOT EXISTS batches (
            id INTEGER PRIMARY KEY, last_offset INTEGER NOT NULL, records INTEGER NOT NULL, base_timestamp INTEGER NOT NULL,
            max_timestamp INTEGER NOT NULL, flags INTEGER NOT NULL, producer_id INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS producers (
            transactional_id TEXT PRIMARY KEY, producer_id INTEGER NOT NULL UNIQUE, epoch INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS open_transactions (
            producer_id INTEGER NOT NULL, partition_id INTEGER NOT NULL, first_offset INTEGER NOT NULL,
            PRIMARY KEY (producer_id, partition_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS aborted (
            partition_id INTEGER NOT NULL, first_offset INTEGER NOT NULL, producer_id INTEGER NOT NULL, last_offset INTEGER NOT NULL,
            PRIMARY KEY (partition_id, first_offset, producer_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS group_offsets (
            group_id TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL, metadata TEXT NOT NULL,
            PRIMARY KEY (group_id, topic, partition)) WITHOUT ROWID;
        """;

    /// <summary>The key of the batch of a partition that begins at an offset.</summary>
    public static long Key(long partitionId, long offset) => (partitionId << OffsetBits) | offset;

    /// <summary>The first offset of the batch that has this key.</summary>
    public static long OffsetOf(long key) => key & ((1L << OffsetBits) - 1);

    /// <summary>Opens the connection that writes, and lays the tables of a new log.</summary>
    public static SqliteConnection OpenForWriting(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Readers see whole commits only, and a commit is on the disk when it returns: what was acknowledged survives power loss.
            Execute(connection, "PRAGMA page_size=8192");
            Execute(connection, "PRAGMA journal_mode=WAL");
            Execute(connection, "PRAGMA synchronous=FULL");
            Execute(connection, "PRAGMA wal_autocheckpoint=2000");
            Execute(connection, "PRAGMA journal_size_limit=67108864");
            Execute(connection, "PRAGMA cache_size=-8192");
            var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
            if (version is not 0 and not FormatVersion)
            {
                throw new BrokerException(
                    BrokerErrorCode.NotSupported,
                    $"The log {path} has format {version}, and this worker reads format {FormatVersion}. Use the worker that wrote it, or another folder.");
            }

            Execute(connection, $"BEGIN;{Tables}PRAGMA user_version={FormatVersion};COMMIT");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            Execute(connection, "PRAGMA query_only=1");
            Execute(connection, "PRAGMA cache_size=-512");
            Execute(connection, "PRAGMA mmap_size=268435456");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout=30000");
        return connection;
    }
}
