using System.Collections.Concurrent;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Cluster.References;
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
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> background = new();
    private readonly CancellationTokenSource stopping = new();
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
        });
        validation = new ConnectorValidation(services, worker);
        offsets = new ConnectorOffsets(services, worker);
        statuses = new Statuses(services.Statuses, services.WorkerId, worker, services.Time, services.References.Hide);
        reloads = new ReloadTimers(services.Time, Reload);
    }

    /// <inheritdoc/>
    public HerderHealth Health => isReady
        ? new HerderHealth(true, false, "Worker has completed startup and is ready to handle requests.")
        : new HerderHealth(false, !stopping.IsCancellationRequested, "Worker is still starting up.");

    /// <inheritdoc/>
    public string ClusterId => services.ClusterId;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Connectors => Snapshot.Connectors;

    /// <inheritdoc/>
    public IReadOnlyList<PluginDescription> Plugins => services.Plugins.Plugins;

    private ClusterConfigState Snapshot => services.Configs.Snapshot();

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await services.Configs.StartAsync(cancellationToken);
        await services.Statuses.StartAsync(cancellationToken);
        await services.Offsets.StartAsync(cancellationToken);
        isReady = true;
        Log.Started(logger, services.WorkerId);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        isReady = false;
        reloads.Dispose();
        await stopping.CancelAsync();
        await Task.WhenAll(background.Keys);
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
        await worker.DisposeAsync();
        validation.Dispose();
        stopping.Dispose();
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
        return await InTurnAsync(
            name,
            () => Snapshot.Contains(name) && !mayReplace
                ? throw new AlreadyExistsException($"Connector {name} already exists")
                : PutInTurnAsync(name, config, initialState),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ConnectorInfo> PatchAsync(
        string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => InTurnAsync(
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

            validation.ThrowIfInvalid(await validation.ValidateAsync(name, config, stopping.Token));
            return (await PutInTurnAsync(name, config, null)).Connector;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => InTurnAsync(
        name,
        async () =>
        {
            RequireConnector(name);
            reloads.Cancel(name);
            await RemoveTasksAsync(name, stopping.Token);
            await worker.StopConnectorAsync(name);
            await services.Configs.RemoveConnectorConfigAsync(name, stopping.Token);
            statuses.Forget(name);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task SetTargetAsync(string name, RunTarget target, CancellationToken cancellationToken)
    {
        RequireConnector(name);
        var change = InTurnAsync(
            name,
            async () =>
            {
                RequireConnector(name);
                await services.Configs.PutTargetStateAsync(name, Targets.ToStorage(target), stopping.Token);
                if (target == RunTarget.Stopped)
                {
                    reloads.Cancel(name);
                    await RemoveTasksAsync(name, stopping.Token);
                    await worker.SetConnectorTargetAsync(name, target, stopping.Token);
                    return true;
                }

                await worker.SetConnectorTargetAsync(name, target, stopping.Token);
                worker.SetTaskTargets(name, target);
                await UpdateTasksAsync(name, force: false, stopping.Token);
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
            Own(change, name);
        }
    }

    /// <inheritdoc/>
    public Task RestartConnectorAsync(string name, CancellationToken cancellationToken) => InTurnAsync(
        name,
        async () =>
        {
            RequireConnector(name);
            await worker.StopConnectorAsync(name);
            await StartConnectorAsync(name, stopping.Token);
            await UpdateTasksAsync(name, force: false, stopping.Token);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RestartTaskAsync(ConnectorTaskId task, CancellationToken cancellationToken) => InTurnAsync(
        task.Connector,
        async () =>
        {
            RequireConnector(task.Connector);
            if (task.Task < 0 || task.Task >= Snapshot.TaskConfigs(task.Connector).Count)
            {
                throw new NotFoundException($"Task {task} does not exist; connector {task.Connector} has {Snapshot.TaskConfigs(task.Connector).Count} tasks");
            }

            await worker.StopTasksAsync([task], stopping.Token);
            await StartTaskAsync(task, stopping.Token);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<ConnectorStatusInfo> RestartAsync(
        string name, bool onlyFailed, bool includeTasks, CancellationToken cancellationToken)
    {
        var plan = new TaskCompletionSource<ConnectorStatusInfo>(TaskCreationOptions.RunContinuationsAsynchronously);
        var restart = InTurnAsync(
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
                    await RestartAsync(name, restartsConnector, tasks);
                    return true;
                }
                catch (Exception error)
                {
                    plan.TrySetException(error);
                    throw;
                }
            },
            cancellationToken);
        Own(restart, name);
        return await plan.Task.WaitAsync(cancellationToken);
    }

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
        return await offsets.ReadAsync(name, await ResolvedAsync(name, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> AlterOffsetsAsync(
        string name, IReadOnlyList<ConnectorOffset>? changes, CancellationToken cancellationToken) => InTurnAsync(
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

            return await offsets.AlterAsync(name, await ResolvedAsync(name, stopping.Token), changes, stopping.Token);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfigKey>> PluginConfigAsync(string pluginName, CancellationToken cancellationToken) =>
        validation.PluginConfigAsync(pluginName, cancellationToken);

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
    void IRunListener.OnTask(ConnectorTaskId task, RunState state, Exception? error) => statuses.Task(task, state, error);

    /// <inheritdoc/>
    void IRunListener.OnTopic(ConnectorTaskId task, string topic)
    {
        if (services.Config.TopicTrackingEnable)
        {
            statuses.Topic(task, topic);
        }
    }

    /// <inheritdoc/>
    void IRunListener.OnTaskReconfigurationRequested(string connector) => Own(
        InTurnAsync(
            connector,
            async () =>
            {
                if (Snapshot.Contains(connector))
                {
                    await UpdateTasksAsync(connector, force: false, stopping.Token);
                }

                return true;
            },
            stopping.Token),
        connector);

    private async Task<PutConnectorResult> PutInTurnAsync(string name, IReadOnlyDictionary<string, string?> config, RunTarget? initialState)
    {
        var exists = Snapshot.Contains(name);
        if (exists)
        {
            await worker.StopConnectorAsync(name);
        }

        var given = config.Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value!, StringComparer.Ordinal);
        await services.Configs.PutConnectorConfigAsync(
            name, given, exists ? null : Targets.ToStorage(initialState ?? RunTarget.Started), stopping.Token);
        await StartConnectorAsync(name, stopping.Token);
        await UpdateTasksAsync(name, force: exists, stopping.Token);
        return new PutConnectorResult(!exists, Describe(name, Snapshot));
    }

    private async Task RestartAsync(string name, bool restartsConnector, IReadOnlyCollection<ConnectorTaskId> tasks)
    {
        await worker.StopTasksAsync(tasks, stopping.Token);
        if (restartsConnector)
        {
            await worker.StopConnectorAsync(name);
            await StartConnectorAsync(name, stopping.Token);
        }

        foreach (var task in tasks)
        {
            await StartTaskAsync(task, stopping.Token);
        }
    }

    private async Task StartConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var resolved = await services.References.ResolveAsync(Snapshot.ConnectorConfig(name)!, cancellationToken);
        var reloadsItself = !"none".Equals(resolved.Settings.GetValueOrDefault(ConnectorSettings.ConfigReloadAction), StringComparison.OrdinalIgnoreCase);
        reloads.Schedule(name, reloadsItself ? resolved.Ttls.Values : []);
        await worker.StartConnectorAsync(name, resolved.Settings, Targets.ToRuntime(Snapshot.TargetState(name)!.Value), cancellationToken);
    }

    /// <summary>Restarts a connector, some of whose values have run out: they are looked up again.</summary>
    private void Reload(string name)
    {
        if (!stopping.IsCancellationRequested && Snapshot.Contains(name))
        {
            Log.ValuesRanOut(logger, name);
            Own(RestartAsync(name, onlyFailed: false, includeTasks: true, stopping.Token), name);
        }
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> ResolvedAsync(string name, CancellationToken cancellationToken) =>
        (await services.References.ResolveAsync(Snapshot.ConnectorConfig(name) ?? throw Unknown(name), cancellationToken)).Settings;

    /// <summary>Asks the connector for its tasks anew and replaces them where they have changed.</summary>
    private async Task UpdateTasksAsync(string name, bool force, CancellationToken cancellationToken)
    {
        var snapshot = Snapshot;
        if (!worker.HasConnector(name) || snapshot.TargetState(name) == TargetState.Stopped)
        {
            if (force)
            {
                await RemoveTasksAsync(name, cancellationToken);
            }

            return;
        }

        var given = snapshot.ConnectorConfig(name)!;
        var wanted = Unresolved(given, await worker.TaskConfigsAsync(name, await ResolvedAsync(name, cancellationToken), cancellationToken));
        if (!force && SameConfigs(snapshot.TaskConfigs(name), wanted))
        {
            return;
        }

        await RemoveTasksAsync(name, cancellationToken);
        await services.Configs.PutTaskConfigsAsync(name, wanted, cancellationToken);
        for (var task = 0; task < wanted.Count; task++)
        {
            await StartTaskAsync(new ConnectorTaskId(name, task), cancellationToken);
        }
    }

    private async Task RemoveTasksAsync(string name, CancellationToken cancellationToken)
    {
        var known = Snapshot.TaskConfigs(name).Count;
        await worker.StopTasksAsync([.. Enumerable.Range(0, known).Select(t => new ConnectorTaskId(name, t))], cancellationToken);
        if (known > 0)
        {
            await services.Configs.RemoveTaskConfigsAsync(name, cancellationToken);
        }

        statuses.ForgetTasks(name);
    }

    /// <summary>Puts references back into tasks' settings: what was looked up is neither kept nor shown.</summary>
    private static List<IReadOnlyDictionary<string, string>> Unresolved(
        IReadOnlyDictionary<string, string> connector, IReadOnlyList<IReadOnlyDictionary<string, string>> tasks)
    {
        KeyValuePair<string, string>[] references = [.. connector.Where(e => ConfigTransformer.HasReference(e.Value))];
        return [.. tasks.Select(Put)];

        IReadOnlyDictionary<string, string> Put(IReadOnlyDictionary<string, string> task)
        {
            if (references.Length == 0)
            {
                return task;
            }

            var given = new Dictionary<string, string>(task, StringComparer.Ordinal);
            foreach (var (setting, reference) in references)
            {
                if (given.ContainsKey(setting))
                {
                    given[setting] = reference;
                }
            }

            return given;
        }
    }

    private async Task StartTaskAsync(ConnectorTaskId task, CancellationToken cancellationToken)
    {
        var snapshot = Snapshot;
        worker.StartTask(
            task,
            await ResolvedAsync(task.Connector, cancellationToken),
            (await services.References.ResolveAsync(snapshot.TaskConfigs(task.Connector)[task.Task], cancellationToken)).Settings,
            Targets.ToRuntime(snapshot.TargetState(task.Connector)!.Value));
    }

    private static bool SameConfigs(
        IReadOnlyList<IReadOnlyDictionary<string, string>> known, IReadOnlyList<IReadOnlyDictionary<string, string>> wanted) =>
        known.Count == wanted.Count
        && known.Zip(wanted).All(pair => pair.First.Count == pair.Second.Count
            && pair.First.All(e => pair.Second.TryGetValue(e.Key, out var value) && value == e.Value));

    private ConnectorInfo Describe(string name, ClusterConfigState snapshot)
    {
        var config = snapshot.ConnectorConfig(name) ?? throw Unknown(name);
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
            throw Unknown(name);
        }
    }

    private static NotFoundException Unknown(string name) => new($"Connector {name} not found");

    /// <summary>Runs work about a connector after what was asked before; a caller that gives up leaves it going.</summary>
    private async Task<T> InTurnAsync<T>(string name, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var running = RunAsync();
        background[running] = true;
        _ = running.ContinueWith(t => background.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await running.WaitAsync(cancellationToken);

        async Task<T> RunAsync()
        {
            var gate = gates.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
            await gate.WaitAsync(stopping.Token);
            try
            {
                return await work();
            }
            finally
            {
                gate.Release();
            }
        }
    }

    /// <summary>Sees that what nobody waits for is not lost when it fails.</summary>
    private void Own(Task work, string name) => _ = work.ContinueWith(
        t =>
        {
            if (t.Exception?.InnerException is { } error and not OperationCanceledException)
            {
                Log.BackgroundFailed(logger, name, error);
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private static partial class Log
    {
        [LoggerMessage(EventId = 500, Level = LogLevel.Information, Message = "Herder of standalone worker {WorkerId} started")]
        public static partial void Started(ILogger logger, string workerId);

        [LoggerMessage(EventId = 501, Level = LogLevel.Information, Message = "Herder stopped")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(EventId = 502, Level = LogLevel.Error, Message = "A change of connector {Connector} failed")]
        public static partial void BackgroundFailed(ILogger logger, string connector, Exception error);

        [LoggerMessage(EventId = 503, Level = LogLevel.Information,
            Message = "Connector {Connector} restarts: values of its configuration have run out and are looked up again")]
        public static partial void ValuesRanOut(ILogger logger, string connector);
    }
}
