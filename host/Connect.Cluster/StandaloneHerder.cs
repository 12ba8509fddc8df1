using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Cluster.References;
using Connect.Cluster.Restarts;
using Connect.Cluster.Standalone;
using Connect.Configuration;
using Connect.Foundation;
using Connect.PluginLoading;
using Connect.Runtime;
using Connect.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster;

/// <summary>
/// The herder of a worker that is alone: runs every connector and task in this process and keeps configurations in memory. Requests
/// about one connector come one after the other; connectors do not wait for each other.
/// </summary>
public sealed partial class StandaloneHerder : IHerder, IRunListener
{
    private readonly StandaloneServices services;
    private readonly Worker worker;
    private readonly ConnectorValidation validation;
    private readonly ConnectorOffsets offsets;
    private readonly Statuses statuses;
    private readonly ReloadTimers reloads;
    private readonly TaskRestarts restarts;
    private readonly ILogger logger;
    private readonly RunningConnectors running;
    private readonly ConnectorTurns turns;
    private readonly PluginUpgrades upgrades;
    private volatile bool isReady;

    /// <summary>Makes one; it serves after <see cref="StartAsync"/>.</summary>
    /// <param name="services">What it works with.</param>
    public StandaloneHerder(StandaloneServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        this.services = services;
        logger = services.LoggerFactory.CreateLogger<StandaloneHerder>();
        worker = new Worker(new WorkerServices
        {
            Config = services.Config,
            Plugins = services.Plugins,
            Broker = services.Broker,
            Offsets = services.Offsets,
            Listener = this,
            LoggerFactory = services.LoggerFactory,
            Time = services.Time,
            Hide = services.References.Hide,
        });
        validation = new ConnectorValidation(services, worker);
        offsets = new ConnectorOffsets(services, worker);
        statuses = new Statuses(services.Statuses, services.WorkerId, worker, services.Time, services.References.Hide);
        reloads = new ReloadTimers(services.Time, Reload);
        restarts = new TaskRestarts(
            services.Time, RestartFailed, statuses.FirstLine, services.LoggerFactory.CreateLogger("Connect.Cluster.TaskRestarts"));
        running = new RunningConnectors(services, worker, statuses, reloads, restarts);
        turns = new ConnectorTurns(logger);
        upgrades = new PluginUpgrades(services, new PluginLookup(services.Plugins), name => turns.Own(
            RestartAsync(name, onlyFailed: false, includeTasks: true, turns.Stopping), name));
    }

    /// <inheritdoc/>
    public HerderHealth Health => isReady
        ? new HerderHealth(true, false, "Worker has completed startup and is ready to handle requests.")
        : new HerderHealth(false, !turns.Stopping.IsCancellationRequested, "Worker is still starting up.");

    /// <inheritdoc/>
    public string ClusterId => services.ClusterId;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Connectors => Snapshot.Connectors;

    /// <inheritdoc/>
    public IReadOnlyList<PluginDescription> Plugins => services.Plugins.Plugins;

    /// <inheritdoc/>
    public IReadOnlyList<InstalledPlugin> InstalledPlugins => services.Plugins.Installed;

    /// <inheritdoc/>
    public IReadOnlyList<PluginError> PluginErrors => services.Plugins.Errors;

    /// <inheritdoc/>
    public Task<PluginExplanation> ExplainPluginAsync(string name, CancellationToken cancellationToken) =>
        services.Plugins.ExplainAsync(name, cancellationToken);

    /// <inheritdoc/>
    public PluginUnloading PluginUnloading => services.Plugins.Unloading;

    private ClusterConfigState Snapshot => services.Configs.Snapshot();

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await services.Configs.StartAsync(cancellationToken);
        await services.Statuses.StartAsync(cancellationToken);
        await services.Offsets.StartAsync(cancellationToken);
        services.Plugins.Changed += upgrades.OnPluginsChanged;
        isReady = true;
        Log.Started(logger, services.WorkerId);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        isReady = false;
        services.Plugins.Changed -= upgrades.OnPluginsChanged;
        reloads.Dispose();
        restarts.Dispose();
        await turns.StopAsync();
        await worker.StopAsync(cancellationToken);
        await services.Offsets.StopAsync(cancellationToken);
        await services.Statuses.StopAsync(cancellationToken);
        await services.Configs.StopAsync(cancellationToken);
        Log.Stopped(logger);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        reloads.Dispose();
        restarts.Dispose();
        await worker.DisposeAsync();
        validation.Dispose();
        turns.Dispose();
    }

    /// <inheritdoc/>
    public ConnectorInfo Connector(string name) => Describe(name, Snapshot);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Config(string name) => Describe(name, Snapshot).Config;

    /// <inheritdoc/>
    public ConnectorStatusInfo Status(string name)
    {
        RequireConnector(name);
        return statuses.Of(name, TypeOf(name)) ?? throw new NotFoundException($"No status found for connector {name}");
    }

    /// <inheritdoc/>
    public TaskStatusInfo TaskStatus(ConnectorTaskId task) =>
        statuses.Of(task) ?? throw new NotFoundException($"No status found for task {task}");

    /// <inheritdoc/>
    public IReadOnlyList<TaskInfo> Tasks(string name)
    {
        RequireConnector(name);
        return [.. Snapshot.TaskConfigs(name).Select((config, task) => new TaskInfo(new ConnectorTaskId(name, task), config))];
    }

    /// <inheritdoc/>
    public async Task<PutConnectorResult> PutAsync(
        string name,
        IReadOnlyDictionary<string, string?> config,
        RunTarget? initialState,
        bool mayReplace,
        CancellationToken cancellationToken)
    {
        validation.ThrowIfInvalid(await validation.ValidateAsync(name, config, cancellationToken));
        return await turns.RunAsync(
            name,
            () => Snapshot.Contains(name) && !mayReplace
                ? throw new AlreadyExistsException($"Connector {name} already exists")
                : PutInTurnAsync(name, config, initialState),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ConnectorInfo> PatchAsync(
        string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => turns.RunAsync(
        name,
        async () =>
        {
            // What is there is looked at in turn, and checked in turn with it: another change meanwhile would be undone.
            RequireConnector(name);
            var config = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (setting, value) in Config(name).Concat(changes.Where(c => c.Value is not null)))
            {
                // What is removed is never put in, so that the others keep their order.
                if (!changes.TryGetValue(setting, out var changed) || changed is not null)
                {
                    config[setting] = value;
                }
            }

            validation.ThrowIfInvalid(await validation.ValidateAsync(name, config, turns.Stopping));
            return (await PutInTurnAsync(name, config, null)).Connector;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => turns.RunAsync(
        name,
        async () =>
        {
            RequireConnector(name);
            reloads.Cancel(name);
            await running.RemoveTasksAsync(name, turns.Stopping);
            restarts.Forget(name);
            await worker.StopConnectorAsync(name);
            await services.Configs.RemoveConnectorConfigAsync(name, turns.Stopping);
            statuses.Forget(name);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task SetTargetAsync(string name, RunTarget target, CancellationToken cancellationToken)
    {
        RequireConnector(name);
        var change = turns.RunAsync(
            name,
            async () =>
            {
                RequireConnector(name);
                await services.Configs.PutTargetStateAsync(name, Targets.ToStorage(target), turns.Stopping);
                restarts.SetHeld(name, target != RunTarget.Started);
                if (target == RunTarget.Stopped)
                {
                    reloads.Cancel(name);
                    await running.RemoveTasksAsync(name, turns.Stopping);
                    await worker.SetConnectorTargetAsync(name, target, turns.Stopping);
                    return true;
                }

                await worker.SetConnectorTargetAsync(name, target, turns.Stopping);
                worker.SetTaskTargets(name, target);
                await running.UpdateTasksAsync(name, force: false, turns.Stopping);
                return true;
            },
            cancellationToken);
        if (target == RunTarget.Stopped)
        {
            await change;
        }
        else
        {
            // As in Java the wish is accepted, and what comes of it is seen in the status.
            turns.Own(change, name);
        }
    }

    /// <inheritdoc/>
    public Task RestartConnectorAsync(string name, CancellationToken cancellationToken) => turns.RunAsync(
        name,
        async () =>
        {
            RequireConnector(name);
            await worker.StopConnectorAsync(name);
            await running.StartConnectorAsync(name, turns.Stopping);
            await running.UpdateTasksAsync(name, force: false, turns.Stopping);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RestartTaskAsync(ConnectorTaskId task, CancellationToken cancellationToken) => turns.RunAsync(
        task.Connector,
        async () =>
        {
            RequireConnector(task.Connector);
            if (task.Task < 0 || task.Task >= Snapshot.TaskConfigs(task.Connector).Count)
            {
                throw new NotFoundException($"Task {task} does not exist; connector {task.Connector} has {Snapshot.TaskConfigs(task.Connector).Count} tasks");
            }

            await running.StopTasksAsync([task], turns.Stopping);
            await running.StartTaskAsync(task, turns.Stopping);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<ConnectorStatusInfo> RestartAsync(
        string name, bool onlyFailed, bool includeTasks, CancellationToken cancellationToken)
    {
        var plan = new TaskCompletionSource<ConnectorStatusInfo>(TaskCreationOptions.RunContinuationsAsynchronously);
        var restart = turns.RunAsync(
            name,
            async () =>
            {
                try
                {
                    var status = Status(name);
                    var restartsConnector = !onlyFailed || status.Connector.State == RunState.Failed;
                    var tasks = includeTasks
                        ? status.Tasks.Where(t => !onlyFailed || t.Status.State == RunState.Failed).Select(t => new ConnectorTaskId(name, t.Task)).ToArray()
                        : [];
                    statuses.Restarting(name, restartsConnector, tasks);
                    plan.SetResult(Status(name));
                    await running.RestartAsync(name, restartsConnector, tasks, turns.Stopping);
                    return true;
                }
                catch (Exception error)
                {
                    plan.TrySetException(error);
                    throw;
                }
            },
            cancellationToken);
        turns.Own(restart, name);
        return await plan.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskRestartInfo> TaskRestarts(string name) => [.. Tasks(name).Select(t => restarts.Of(t.Id))];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> ActiveTopics(string name) =>
        [.. services.Statuses.Topics(name).Select(t => t.Topic).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void ResetActiveTopics(string name)
    {
        foreach (var topic in services.Statuses.Topics(name))
        {
            services.Statuses.DeleteTopic(name, topic.Topic);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConnectorOffset>> OffsetsAsync(string name, CancellationToken cancellationToken)
    {
        RequireConnector(name);
        return await offsets.ReadAsync(name, await running.ResolvedAsync(name, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> AlterOffsetsAsync(
        string name, IReadOnlyList<ConnectorOffset>? changes, CancellationToken cancellationToken) => turns.RunAsync(
        name,
        async () =>
        {
            RequireConnector(name);
            if (Snapshot.TargetState(name) != TargetState.Stopped || worker.TasksOf(name).Count > 0)
            {
                throw new BadRequestException(
                    "Connectors must be in the STOPPED state before their offsets can be modified. "
                    + $"PUT /connectors/{Uri.EscapeDataString(name)}/stop stops it.");
            }

            return await offsets.AlterAsync(name, await running.ResolvedAsync(name, turns.Stopping), changes, turns.Stopping);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RescanPluginsAsync(CancellationToken cancellationToken) => services.Plugins.RescanAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<InstalledPlugin> InstallPluginAsync(string name, Stream zip, CancellationToken cancellationToken)
    {
        var location = await PluginInstaller.InstallAsync(services.Config.PluginPath, name, zip, cancellationToken);
        await RescanPluginsAsync(cancellationToken);
        return InstalledPlugins.First(p => p.Location == location && p.State != PluginState.Retired);
    }

    /// <inheritdoc/>
    public async Task RemovePluginAsync(string name, CancellationToken cancellationToken)
    {
        PluginInstaller.Remove(services.Config.PluginPath, name);
        await RescanPluginsAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfigKey>> PluginConfigAsync(string pluginName, string? version, CancellationToken cancellationToken) =>
        validation.PluginConfigAsync(pluginName, version, cancellationToken);

    /// <inheritdoc/>
    public Task<ConfigInfos> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        validation.ValidateAsync(config.GetValueOrDefault(ConnectorSettings.Name) ?? string.Empty, config, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, LoggerLevel> LoggerLevels => services.LoggerLevels.All();

    /// <inheritdoc/>
    public LoggerLevel? LoggerLevel(string name) => services.LoggerLevels.Level(name);

    /// <inheritdoc/>
    public IReadOnlyList<string> SetWorkerLoggerLevel(string name, string level) => services.LoggerLevels.Set(name, level);

    /// <inheritdoc/>
    public Task SetClusterLoggerLevelAsync(string name, string level, CancellationToken cancellationToken)
    {
        // This worker is the cluster.
        services.LoggerLevels.Set(name, level);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    void IRunListener.OnConnector(string connector, RunState state, Exception? error) => statuses.Connector(connector, state, error);

    /// <inheritdoc/>
    void IRunListener.OnTask(ConnectorTaskId task, RunState state, Exception? error)
    {
        // In this order: who sees the failure in the status sees the restart that will follow.
        restarts.OnTask(task, state, error);
        statuses.Task(task, state, error);
    }

    /// <inheritdoc/>
    void IRunListener.OnTopic(ConnectorTaskId task, string topic)
    {
        if (services.Config.TopicTrackingEnable)
        {
            statuses.Topic(task, topic);
        }
    }

    /// <inheritdoc/>
    void IRunListener.OnTaskReconfigurationRequested(string connector) => turns.Own(
        turns.RunAsync(
            connector,
            async () =>
            {
                if (Snapshot.Contains(connector))
                {
                    await running.UpdateTasksAsync(connector, force: false, turns.Stopping);
                }

                return true;
            },
            turns.Stopping),
        connector);

    private async Task<PutConnectorResult> PutInTurnAsync(string name, IReadOnlyDictionary<string, string?> config, RunTarget? initialState)
    {
        var exists = Snapshot.Contains(name);
        if (exists)
        {
            await worker.StopConnectorAsync(name);
            restarts.ForgetTasks(name);
        }

        var given = config.Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value!, StringComparer.Ordinal);
        await services.Configs.PutConnectorConfigAsync(
            name, given, exists ? null : Targets.ToStorage(initialState ?? RunTarget.Started), turns.Stopping);
        await running.StartConnectorAsync(name, turns.Stopping);
        await running.UpdateTasksAsync(name, force: exists, turns.Stopping);
        return new PutConnectorResult(!exists, Describe(name, Snapshot));
    }

    /// <summary>Restarts a connector, some of whose values have run out: they are looked up again.</summary>
    private void Reload(string name)
    {
        if (!turns.Stopping.IsCancellationRequested && Snapshot.Contains(name))
        {
            Log.ValuesRanOut(logger, name);
            turns.Own(RestartAsync(name, onlyFailed: false, includeTasks: true, turns.Stopping), name);
        }
    }

    private void RestartFailed(ConnectorTaskId task)
    {
        if (!turns.Stopping.IsCancellationRequested)
        {
            turns.Own(
                turns.RunAsync(
                    task.Connector,
                    async () =>
                    {
                        await running.RestartFailedTaskAsync(task, turns.Stopping);
                        return true;
                    },
                    turns.Stopping),
                task.Connector);
        }
    }

    private ConnectorInfo Describe(string name, ClusterConfigState snapshot)
    {
        var config = snapshot.ConnectorConfig(name) ?? throw RunningConnectors.Unknown(name);
        return new ConnectorInfo(
            name,
            config.ToDictionary(e => e.Key, e => (string?)e.Value, StringComparer.Ordinal),
            [.. Enumerable.Range(0, snapshot.TaskConfigs(name).Count).Select(t => new ConnectorTaskId(name, t))],
            TypeOf(name));
    }

    private ConnectorType TypeOf(string name) => validation.TypeOf(Snapshot.ConnectorConfig(name)?.GetValueOrDefault(ConnectorSettings.ConnectorClass));

    private void RequireConnector(string name)
    {
        if (!Snapshot.Contains(name))
        {
            throw RunningConnectors.Unknown(name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 500, Level = LogLevel.Information, Message = "Herder of standalone worker {WorkerId} started")]
        public static partial void Started(ILogger logger, string workerId);

        [LoggerMessage(EventId = 501, Level = LogLevel.Information, Message = "Herder stopped")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(EventId = 503, Level = LogLevel.Information,
            Message = "Connector {Connector} restarts: values of its configuration have run out and are looked up again")]
        public static partial void ValuesRanOut(ILogger logger, string connector);
    }
}
