namespace Connect.Storage;

/// <summary>
/// Keeps what users and connectors configured: connectors with their settings and target states, and the settings of tasks.
/// Thread-safe.
/// </summary>
public interface IConfigStore
{
    /// <summary>Opens the store and reads what it holds. Called once, before anything but <see cref="SetListener"/>.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask StartAsync(CancellationToken cancellationToken);

    /// <summary>Closes the store. Called once, last.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);

    /// <summary>All that is configured now.</summary>
    ClusterConfigState Snapshot();

    /// <summary>Sets who is told of changes, whoever made them; called before the start.</summary>
    /// <param name="listener">Who is told; null for nobody.</param>
    void SetListener(IConfigListener? listener);

    /// <summary>Writes a connector's settings; they take effect for its tasks when those are written.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="config">Its settings, as given.</param>
    /// <param name="targetState">What it is to do; null to leave that, started for a new one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask PutConnectorConfigAsync(
        string connector, IReadOnlyDictionary<string, string> config, TargetState? targetState, CancellationToken cancellationToken);

    /// <summary>Removes a connector with its tasks and target state; without effect where there is none.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask RemoveConnectorConfigAsync(string connector, CancellationToken cancellationToken);

    /// <summary>Writes the settings of all tasks of a connector in place of those before.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="configs">One a task.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Connect.Abi.Errors.NotFoundException">There is no such connector.</exception>
    ValueTask PutTaskConfigsAsync(
        string connector, IReadOnlyList<IReadOnlyDictionary<string, string>> configs, CancellationToken cancellationToken);

    /// <summary>Removes the settings of all tasks of a connector.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Connect.Abi.Errors.NotFoundException">There is no such connector.</exception>
    ValueTask RemoveTaskConfigsAsync(string connector, CancellationToken cancellationToken);

    /// <summary>Writes what a connector is to do.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="state">What it is to do.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Connect.Abi.Errors.NotFoundException">There is no such connector.</exception>
    ValueTask PutTargetStateAsync(string connector, TargetState state, CancellationToken cancellationToken);
}

/// <summary>
/// Is told of changes of the configuration, after a snapshot shows them. Calls come one at a time and must return at once: post a
/// message, take a snapshot later.
/// </summary>
public interface IConfigListener
{
    /// <summary>A connector is there or has other settings.</summary>
    /// <param name="connector">Its name.</param>
    void OnConnectorConfigUpdate(string connector);

    /// <summary>A connector is gone.</summary>
    /// <param name="connector">Its name.</param>
    void OnConnectorConfigRemove(string connector);

    /// <summary>The settings of a connector's tasks are others, or gone.</summary>
    /// <param name="connector">Its name.</param>
    void OnTaskConfigUpdate(string connector);

    /// <summary>A connector is to do something else.</summary>
    /// <param name="connector">Its name.</param>
    void OnTargetStateChange(string connector);
}
