namespace Connect.Abi;

/// <summary>What source and sink tasks share. Derive from <c>SourceTask</c> or <c>SinkTask</c>.</summary>
public abstract class ConnectorTask
{
    private protected ConnectorTask()
    {
    }

    /// <summary>Starts the task: the place to open connections. On the task's own thread, once.</summary>
    /// <param name="settings">The task's settings, references to secrets resolved.</param>
    /// <param name="cancellationToken">The task's token: cancelled when it is to stop.</param>
    /// <exception cref="Errors.ConnectException">The task can't start; it is FAILED.</exception>
    public abstract ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken);

    /// <summary>Stops the task and closes what it holds; once, also after a start that failed.</summary>
    /// <param name="cancellationToken">Cancelled when the host no longer waits.</param>
    public abstract ValueTask StopAsync(CancellationToken cancellationToken);
}
