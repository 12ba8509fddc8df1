using System.Collections.Concurrent;
using System.Globalization;
using Connect.Broker.Embedded.Administration;
using Connect.Broker.Embedded.Appending;
using Connect.Broker.Embedded.Cleaning;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Groups;
using Connect.Broker.Embedded.Opening;
using Connect.Broker.Embedded.Reading;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Connect.Broker.Embedded.Transactions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Embedded;

/// <summary>
/// A record log in a file inside the process: topics, groups and transactions as Kafka has them, for one machine and with nothing to
/// install. A record is acknowledged once it is on the disk. Thread-safe.
/// </summary>
public sealed partial class EmbeddedBroker : IBroker
{
    private readonly ConcurrentDictionary<LogWriter, bool> _writers = new();
    private readonly ConcurrentDictionary<LogReader, bool> _readers = new();
    private readonly FolderLock _lock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _folder;
    private readonly TopicCatalog _catalog = new();
    private readonly TopicResolver _topics;
    private readonly CommitQueue _queue;
    private readonly TransactionTable _transactions;
    private readonly GroupTable _groups;
    private readonly ReadSessions _sessions;
    private readonly Cleaner _cleaner;
    private readonly string _clusterId;
    private long _lastReader;
    private int _isClosed;

    private EmbeddedBroker(string folder, FolderLock folderLock, SqliteConnection connection, ILoggerFactory loggers, TimeProvider time)
    {
        _folder = folder;
        _lock = folderLock;
        _time = time;
        _logger = loggers.CreateLogger<EmbeddedBroker>();
        _queue = new CommitQueue(connection, loggers.CreateLogger<CommitQueue>());
        _topics = new TopicResolver(_catalog, _queue);
        _transactions = new TransactionTable(_queue, time);
        _groups = new GroupTable(time);
        _sessions = new ReadSessions(Path.Combine(folder, LogFile.Name));
        _cleaner = new Cleaner(_catalog, _queue, _sessions, loggers.CreateLogger<Cleaner>(), time);
        var loader = new LogLoader(connection);
        _clusterId = loader.LoadClusterId();
        loader.LoadTopics(_catalog);
        loader.LoadTransactions(_transactions, _catalog);
        loader.LoadGroups(_groups);
        _queue.Start();
        _cleaner.Start();
    }

    /// <summary>Opens the log in a folder, and makes both where they do not exist.</summary>
    /// <param name="folder">The folder; it serves one process at a time.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="BrokerException">The folder can't be used, or another process uses it; the message names that.</exception>
    public static EmbeddedBroker Open(string folder, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentNullException.ThrowIfNull(time);
        folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BrokerException(
                BrokerErrorCode.Unavailable, $"The folder {folder} of the embedded log can't be made: {e.Message}", isRetriable: false, e);
        }

        var folderLock = FolderLock.Take(folder, time);
        SqliteConnection? connection = null;
        try
        {
            connection = LogFile.OpenForWriting(Path.Combine(folder, LogFile.Name));
            var broker = new EmbeddedBroker(folder, folderLock, connection, loggers, time);
            Log.Opened(broker._logger, folder, broker._catalog.Topics.Count);
            return broker;
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            folderLock.Dispose();
            throw new BrokerException(
                BrokerErrorCode.Unavailable, $"The embedded log in {folder} can't be opened: {e.Message}", isRetriable: false, e);
        }
        catch
        {
            connection?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens the log in a folder without keeping the caller's thread.</summary>
    /// <param name="folder">The folder; it serves one process at a time.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <exception cref="BrokerException">The folder can't be used, or another process uses it; the message names that.</exception>
    public static Task<EmbeddedBroker> OpenAsync(
        string folder, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Run(() => Open(folder, loggers, time), cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<ClientSettingFinding> CheckSettings(ClientKind kind, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ClientSettings.Check(kind, settings);
    }

    /// <inheritdoc/>
    public IRecordWriter OpenWriter(IReadOnlyDictionary<string, string> settings)
    {
        var reader = Begin(settings);
        var parsed = WriterSettings.Read(reader);
        ClientSettings.ThrowIfRefused(reader);
        var writer = new LogWriter(parsed, _topics, _queue, _transactions, _time, w => _writers.TryRemove(w, out _));
        _writers.TryAdd(writer, true);
        return writer;
    }

    /// <inheritdoc/>
    public IRecordReader OpenReader(IReadOnlyDictionary<string, string> settings)
    {
        var reader = Begin(settings);
        var parsed = ReaderSettings.Read(reader);
        ClientSettings.ThrowIfRefused(reader);
        var member = string.Create(CultureInfo.InvariantCulture, $"{parsed.ClientId}-{Interlocked.Increment(ref _lastReader)}");
        var opened = new LogReader(parsed, member, _groups, _topics, _queue, _sessions, _time, r => _readers.TryRemove(r, out _));
        _readers.TryAdd(opened, true);
        return opened;
    }

    /// <inheritdoc/>
    public IBrokerAdmin OpenAdmin(IReadOnlyDictionary<string, string> settings)
    {
        _ = Begin(settings);
        return new LogAdmin(_clusterId, _catalog, _groups, _queue);
    }

    /// <summary>Closes the log: what was handed over is written first, waiting readers are woken with an error.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        foreach (var reader in _readers.Keys)
        {
            reader.BrokerCloses();
        }

        foreach (var writer in _writers.Keys)
        {
            await writer.DisposeAsync();
        }

        await _cleaner.DisposeAsync();
        _groups.Dispose();
        _transactions.Dispose();
        _queue.Dispose();
        _sessions.Dispose();
        _lock.Dispose();
        Log.Closed(_logger, _folder);
    }

    private SettingReader Begin(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Volatile.Read(ref _isClosed) == 0
            ? new SettingReader(settings)
            : throw new BrokerException(BrokerErrorCode.Closed, $"The embedded log in {_folder} is closed.");
    }
}
