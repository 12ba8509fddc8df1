using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Embedded.Committing;

/// <summary>
/// The one thread that writes to the log. All work that has gathered while a commit was on its way to the disk shares the next one.
/// Adding is thread-safe.
/// </summary>
internal sealed partial class CommitQueue : IDisposable
{
    /// <summary>A bound for background work only: writers are bounded by their buffers, callers wait.</summary>
    private const int MaximalLength = 100_000;

    /// <summary>So much goes into one commit, so that small work does not wait for ever behind large one.</summary>
    private const int MaximalGroup = 512;

    private readonly object _gate = new();
    private readonly Thread _thread;
    private readonly CommitContext _context;
    private readonly ILogger _logger;
    private readonly Queue<LogWork> _queue = new();
    private bool _closing;

    public CommitQueue(SqliteConnection connection, ILogger logger)
    {
        _context = new CommitContext(connection);
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "embedded-log-commit" };
    }

    public void Start() => _thread.Start();

    /// <summary>Hands work over.</summary>
    /// <exception cref="BrokerException">The log is closed, or too much work waits.</exception>
    public void Add(LogWork work)
    {
        lock (_gate)
        {
            if (_closing)
            {
                throw new BrokerException(BrokerErrorCode.Closed, "The embedded log is closed.");
            }

            if (_queue.Count >= MaximalLength)
            {
                throw new BrokerException(
                    BrokerErrorCode.Unavailable, $"More than {MaximalLength} writes wait for the embedded log's disk; try again later.", isRetriable: true);
            }

            _queue.Enqueue(work);
            if (_queue.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Ends the thread after all that was handed over, and closes the connection.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            _context.Dispose();
        }
        else
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        var group = new List<LogWork>();
        while (Take(group))
        {
            Execute(group);
            group.Clear();
        }

        _context.Dispose();
    }

    private bool Take(List<LogWork> group)
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_closing)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            while (group.Count < MaximalGroup && _queue.TryDequeue(out var work))
            {
                group.Add(work);
            }

            return true;
        }
    }

    private void Execute(List<LogWork> group)
    {
        BrokerException? failure = null;
        try
        {
            _context.Begin();
            foreach (var work in group)
            {
                try
                {
                    work.Execute(_context);
                }
                catch (BrokerException refusal)
                {
                    work.Refusal = refusal;
                }
            }

            _context.Commit();
        }
        catch (Exception e)
        {
            // The edge of the thread's loop: whatever it was fails this group, and later ones are tried again.
            failure = Fail(e);
        }

        foreach (var work in group)
        {
            try
            {
                work.Complete(failure ?? work.Refusal);
            }
            catch (Exception e)
            {
                // A caller's listener that throws against its contract must not end the log.
                Log.ListenerFailed(_logger, e);
            }
        }
    }

    private BrokerException Fail(Exception cause)
    {
        Log.CommitFailed(_logger, cause);
        try
        {
            _context.Rollback();
        }
        catch (SqliteException e)
        {
            Log.RollbackFailed(_logger, e);
        }

        return new BrokerException(
            BrokerErrorCode.Unavailable, $"The embedded log could not be written: {cause.Message}", isRetriable: cause is SqliteException, cause);
    }
}
