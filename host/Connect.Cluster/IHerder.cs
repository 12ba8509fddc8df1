using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Foundation;
using Connect.PluginLoading;
using Connect.Runtime;

namespace Connect.Cluster;

/// <summary>
/// Who runs what: takes the wishes of clients, keeps configurations and states, and has the worker do it. Thread-safe; every call can
/// be given up, and none runs plugin code on the caller's thread.
/// </summary>
/// <remarks>
/// An unknown connector or task is a <see cref="NotFoundException"/>, an existing one an <see cref="AlreadyExistsException"/>, a bad
/// configuration a <see cref="InvalidConnectorConfigException"/> or <see cref="ConfigException"/>.
/// </remarks>
public interface IHerder : IAsyncDisposable
{
    /// <summary>Begins to serve.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops all connectors and tasks: flushed, offsets committed.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Whether it can serve, and why not.</summary>
    HerderHealth Health { get; }

    /// <summary>The identity of the log that the worker copies from and to.</summary>
    string ClusterId { get; }

    /// <summary>The names of all connectors.</summary>
    IReadOnlyCollection<string> Connectors { get; }

    /// <summary>The plugins in this worker's folders, and those that are gone from there but still in use.</summary>
    IReadOnlyList<InstalledPlugin> InstalledPlugins { get; }

    /// <summary>What can't be used of this worker's plugin folders, and why.</summary>
    IReadOnlyList<PluginError> PluginErrors { get; }

    /// <summary>How it stands with this worker's plugins that nobody uses any more.</summary>
    PluginUnloading PluginUnloading { get; }

    /// <summary>Finds out why a plugin is in this worker's memory.</summary>
    /// <param name="name">The name of its folder, zip or assembly, or its full path.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PluginNotFoundException">There is no such plugin.</exception>
    /// <exception cref="InvalidOperationException">Something holds it, and looking is not allowed.</exception>
    Task<PluginExplanation> ExplainPluginAsync(string name, CancellationToken cancellationToken);

    /// <summary>Looks through this worker's plugin folders now.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task RescanPluginsAsync(CancellationToken cancellationToken);

    /// <summary>Puts a zip into this worker's first plugin folder, in place of one of the same name.</summary>
    /// <param name="name">The zip's name.</param>
    /// <param name="zip">Its content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The plugin as it is now.</returns>
    Task<InstalledPlugin> InstallPluginAsync(string name, Stream zip, CancellationToken cancellationToken);

    /// <summary>Takes a plugin out of this worker's plugin folders. What runs of it goes on.</summary>
    /// <param name="name">The name of its folder, zip or assembly.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RemovePluginAsync(string name, CancellationToken cancellationToken);

    /// <summary>A connector's configuration, tasks and type.</summary>
    /// <param name="name">The connector.</param>
    ConnectorInfo Connector(string name);

    /// <summary>A connector's configuration as given.</summary>
    /// <param name="name">The connector.</param>
    IReadOnlyDictionary<string, string?> Config(string name);

    /// <summary>What a connector and its tasks do.</summary>
    /// <param name="name">The connector.</param>
    ConnectorStatusInfo Status(string name);

    /// <summary>What a task does.</summary>
    /// <param name="task">The task.</param>
    TaskStatusInfo TaskStatus(ConnectorTaskId task);

    /// <summary>The tasks of a connector with their configurations.</summary>
    /// <param name="name">The connector.</param>
    IReadOnlyList<TaskInfo> Tasks(string name);

    /// <summary>Creates a connector or changes its configuration.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="initialState">What a new connector begins with; null to run.</param>
    /// <param name="mayReplace">Whether it may exist.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    Task<PutConnectorResult> PutAsync(
        string name, IReadOnlyDictionary<string, string?> config, RunTarget? initialState, bool mayReplace, CancellationToken cancellationToken);

    /// <summary>Changes parts of a connector's configuration.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="changes">New values; null removes the setting.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    Task<ConnectorInfo> PatchAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken);

    /// <summary>Deletes a connector with its tasks. Its offsets stay.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Runs, pauses or stops a connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="target">What is wanted.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    /// <returns>For stopping, completes when the tasks are gone; for the other two when the wish is noted.</returns>
    Task SetTargetAsync(string name, RunTarget target, CancellationToken cancellationToken);

    /// <summary>Restarts a connector, without its tasks.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    Task RestartConnectorAsync(string name, CancellationToken cancellationToken);

    /// <summary>Restarts a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    Task RestartTaskAsync(ConnectorTaskId task, CancellationToken cancellationToken);

    /// <summary>Restarts a connector and its tasks, or those that failed.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="onlyFailed">Leaves what runs alone.</param>
    /// <param name="includeTasks">Restarts tasks too.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    /// <returns>The status with all that is to be restarted RESTARTING.</returns>
    Task<ConnectorStatusInfo> RestartAsync(string name, bool onlyFailed, bool includeTasks, CancellationToken cancellationToken);

    /// <summary>How it stands with the restarts of a connector's tasks that fail, by <c>errors.task.restart.*</c>.</summary>
    /// <param name="name">The connector.</param>
    IReadOnlyList<TaskRestartInfo> TaskRestarts(string name);

    /// <summary>The topics that a connector has used; empty for an unknown one.</summary>
    /// <param name="name">The connector.</param>
    IReadOnlyCollection<string> ActiveTopics(string name);

    /// <summary>Forgets the topics that a connector has used.</summary>
    /// <param name="name">The connector.</param>
    void ResetActiveTopics(string name);

    /// <summary>A connector's committed offsets.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<ConnectorOffset>> OffsetsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sets a stopped connector's offsets, if the connector does not refuse.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="offsets">The partitions with their new offsets; null resets one. Null for all: resets them all.</param>
    /// <param name="cancellationToken">Gives up waiting; the work goes on.</param>
    /// <returns>A sentence for the user.</returns>
    Task<string> AlterOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken);

    /// <summary>What the plugin folders hold.</summary>
    IReadOnlyList<PluginDescription> Plugins { get; }

    /// <summary>The settings that a plugin takes.</summary>
    /// <param name="pluginName">The plugin, by any of its names.</param>
    /// <param name="version">A version or a range of versions; null for the newest.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<IReadOnlyList<ConfigKey>> PluginConfigAsync(string pluginName, string? version, CancellationToken cancellationToken);

    /// <summary>Checks a connector's configuration, with those of its converters, transformations and predicates.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<ConfigInfos> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken);

    /// <summary>The levels of this worker's loggers, by name.</summary>
    IReadOnlyDictionary<string, LoggerLevel> LoggerLevels { get; }

    /// <summary>The level of a logger of this worker; null for one that there is not.</summary>
    /// <param name="name">The logger.</param>
    LoggerLevel? LoggerLevel(string name);

    /// <summary>Changes the level of a logger of this worker, and of those below it.</summary>
    /// <param name="name">The logger, or <c>root</c>.</param>
    /// <param name="level">One of <see cref="Foundation.LoggerLevels.LevelNames"/>.</param>
    /// <returns>The loggers whose level is another now, in order.</returns>
    IReadOnlyList<string> SetWorkerLoggerLevel(string name, string level);

    /// <summary>Changes the level of a logger of all workers, and of those below it.</summary>
    /// <param name="name">The logger, or <c>root</c>.</param>
    /// <param name="level">One of <see cref="Foundation.LoggerLevels.LevelNames"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Completes when the wish is noted; workers follow when they learn of it.</returns>
    Task SetClusterLoggerLevelAsync(string name, string level, CancellationToken cancellationToken);
}
