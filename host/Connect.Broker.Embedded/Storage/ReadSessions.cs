using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Connect.Broker.Embedded.Storage;

/// <summary>
/// Lends connections that read: as many as threads read at the same time, however many readers there are. Thread-safe.
/// </summary>
internal sealed class ReadSessions(string path) : IDisposable
{
    private readonly ConcurrentBag<ReadSession> _idle = [];
    private volatile bool _closed;

    /// <summary>Lends a connection; give it back by <see cref="Return"/>, also after an error.</summary>
    public ReadSession Rent()
    {
        if (_closed)
        {
            throw new BrokerException(BrokerErrorCode.Closed, "The embedded log is closed.");
        }

        if (_idle.TryTake(out var session))
        {
            return session;
        }

        try
        {
            return new ReadSession(path);
        }
        catch (SqliteException e)
        {
            throw new BrokerException(BrokerErrorCode.Unavailable, $"The embedded log {path} can't be read: {e.Message}", isRetriable: true, e);
        }
    }

    public void Return(ReadSession session)
    {
        _idle.Add(session);
        if (_closed)
        {
            DisposeIdle();
        }
    }

    public void Dispose()
    {
        _closed = true;
        DisposeIdle();
    }

    private void DisposeIdle()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
