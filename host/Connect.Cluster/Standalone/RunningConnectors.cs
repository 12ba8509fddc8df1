using Connect.Abi.Errors;
using Connect.Cluster.References;
using Connect.Cluster.Restarts;
using Connect.Configuration;
using Connect.Runtime;
using Connect.Storage;

namespace Connect.Cluster.Standalone;

/// <summary>Starts, replaces and ends connectors and their tasks as the stored configurations say. One call at a time about a connector.</summary>
internal sealed class RunningConnectors(
    StandaloneServices services, Worker worker, Statuses statuses, ReloadTimers reloads, TaskRestarts restarts)
{
    private ClusterConfigState Snapshot => services.Configs.Snapshot();

    /// <summary>What is said of a connector that is not there.</summary>
    public static NotFoundException Unknown(string name) => new($"Connector {name} not found");

    /// <summary>Starts a connector, without its tasks.</summary>
    public async Task StartConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var resolved = await services.References.ResolveAsync(Snapshot.ConnectorConfig(name)!, cancellationToken);
        var reloadsItself = !"none".Equals(resolved.Settings.GetValueOrDefault(ConnectorSettings.ConfigReloadAction), StringComparison.OrdinalIgnoreCase);
        reloads.Schedule(name, reloadsItself ? resolved.Ttls.Values : []);
        var target = Targets.ToRuntime(Snapshot.TargetState(name)!.Value);
        try
        {
            restarts.Use(name, TaskRestartSettings.From(resolved.Settings), isHeld: target != RunTarget.Started);
        }
        catch (ConfigException error)
        {
            // Validated when it was put, but what its references stand for is another by now.
            statuses.Connector(name, RunState.Failed, error);
            throw;
        }

        await worker.StartConnectorAsync(name, resolved.Settings, target, cancellationToken);
    }

    /// <summary>Restarts a task that failed, if that is still wanted when its turn has come.</summary>
    public async Task RestartFailedTaskAsync(ConnectorTaskId task, CancellationToken cancellationToken)
    {
        if (!restarts.TryBegin(task))
        {
            return;
        }

        await worker.StopTasksAsync([task], cancellationToken);
        try
        {
            await StartTaskAsync(task, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What its settings refer to can't be looked up, say: a failure like those of the task itself, with its turn to come.
            statuses.Task(task, RunState.Failed, error);
            restarts.OnTask(task, RunState.Failed, error);
        }
    }

    /// <summary>Stops tasks, and the connector if wanted, and starts them anew.</summary>
    public async Task RestartAsync(
        string name, bool restartsConnector, IReadOnlyCollection<ConnectorTaskId> tasks, CancellationToken cancellationToken)
    {
        await StopTasksAsync(tasks, cancellationToken);
        if (restartsConnector)
        {
            await worker.StopConnectorAsync(name);
            await StartConnectorAsync(name, cancellationToken);
        }

        foreach (var task in tasks)
        {
            await StartTaskAsync(task, cancellationToken);
        }
    }

    /// <summary>Stops tasks; their failures are forgotten, since whoever starts them begins anew.</summary>
    public async Task StopTasksAsync(IReadOnlyCollection<ConnectorTaskId> tasks, CancellationToken cancellationToken)
    {
        await worker.StopTasksAsync(tasks, cancellationToken);

        // After the stop: a task that fails while it stops is not restarted for that.
        foreach (var task in tasks)
        {
            restarts.Forget(task);
        }
    }

    /// <summary>A connector's settings with what their references stand for.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> ResolvedAsync(string name, CancellationToken cancellationToken) =>
        (await services.References.ResolveAsync(Snapshot.ConnectorConfig(name) ?? throw Unknown(name), cancellationToken)).Settings;

    /// <summary>Asks the connector for its tasks anew and replaces them where they have changed.</summary>
    public async Task UpdateTasksAsync(string name, bool force, CancellationToken cancellationToken)
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

    /// <summary>Stops all tasks of a connector and forgets them.</summary>
    public async Task RemoveTasksAsync(string name, CancellationToken cancellationToken)
    {
        var known = Snapshot.TaskConfigs(name).Count;
        await StopTasksAsync([.. Enumerable.Range(0, known).Select(t => new ConnectorTaskId(name, t))], cancellationToken);
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

    /// <summary>Starts one task with its stored settings.</summary>
    public async Task StartTaskAsync(ConnectorTaskId task, CancellationToken cancellationToken)
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
}
