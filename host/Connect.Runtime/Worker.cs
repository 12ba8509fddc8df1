using System.Collections.Concurrent;
using Connect.Abi;
using Connect.Abi.Errors;
using Connect.Runtime.Lifecycle;
using Connect.Runtime.Metrics;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime;

/// <summary>
/// Runs connectors and tasks in this process, as the herder says. It decides nothing of its own. Thread-safe, but two calls about the
/// same connector are to come one after the other.
/// </summary>
public sealed class Worker : IAsyncDisposable
{
    private readonly WorkerServices services;
    private readonly WorkerMetrics metrics;
    private readonly ConnectorFactory connectors;
    private readonly SourceTaskFactory sourceTasks;
    private readonly SinkTaskFactory sinkTasks;
    private readonly ConcurrentDictionary<string, ConnectorRunner> runners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ConnectorTaskId, TaskThread> tasks = new();
    private readonly ILogger taskLogger;
    private readonly ILogger connectorLogger;

    /// <summary>Makes one; nothing runs yet.</summary>
    /// <param name="services">What it works with.</param>
    public Worker(WorkerServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        metrics = new WorkerMetrics(
            new MetricWindows(services.Config.MetricsSampleWindow, services.Config.MetricsNumSamples, services.Time), services.Listener);
        services = services with { Listener = metrics };
        this.services = services;
        var assembler = new PipelineFactory(services);
        connectors = new ConnectorFactory(services);
        sourceTasks = new SourceTaskFactory(services, connectors, assembler, metrics);
        sinkTasks = new SinkTaskFactory(services, connectors, assembler, metrics);
        taskLogger = services.LoggerFactory.CreateLogger("Connect.Runtime.WorkerTask");
        connectorLogger = services.LoggerFactory.CreateLogger("Connect.Runtime.WorkerConnector");
    }

    /// <summary>Whether a connector is here, running or not.</summary>
    /// <param name="connector">Its name.</param>
    public bool HasConnector(string connector) => runners.ContainsKey(connector);

    /// <summary>Whether the connector here reads from a system; null where it is not here.</summary>
    /// <param name="connector">Its name.</param>
    public bool? IsSource(string connector) => runners.TryGetValue(connector, out var runner) ? runner.Parts.IsSource : null;

    /// <summary>The version of the plugin that a connector runs; null where it is not here.</summary>
    /// <param name="connector">Its name.</param>
    public string? VersionOf(string connector) => runners.TryGetValue(connector, out var runner) ? runner.Parts.Version : null;

    /// <summary>The version of the plugin that a task runs, which may differ from its connector's after an upgrade; null where it is not here.</summary>
    /// <param name="task">The task.</param>
    public string? VersionOf(ConnectorTaskId task) => tasks.TryGetValue(task, out var thread) ? thread.Control.PluginVersion : null;

    /// <summary>Makes a connector and brings it to what is wanted.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="settings">Its settings, references to secrets resolved.</param>
    /// <param name="target">What is wanted of it.</param>
    /// <param name="cancellationToken">Gives up waiting; the start goes on.</param>
    /// <exception cref="Exception">What the plugin threw; the listener was told.</exception>
    public async Task StartConnectorAsync(
        string connector, IReadOnlyDictionary<string, string> settings, RunTarget target, CancellationToken cancellationToken)
    {
        ConnectorRunner runner;
        try
        {
            runner = new ConnectorRunner(connector, connectors.Create(connector, settings), services.Listener, connectorLogger);
        }
        catch (Exception error)
        {
            services.Listener.OnConnector(connector, RunState.Failed, error);
            throw;
        }

        if (!runners.TryAdd(connector, runner))
        {
            runner.Parts.Close();
            throw new ConnectException($"Connector {connector} runs here already.");
        }

        metrics.Add(new ConnectorMetrics(connector, runner.Parts.IsSource ? "source" : "sink", runner.Parts.ClassName, runner.Parts.Version));
        await runner.SetTargetAsync(target, cancellationToken);
    }

    /// <summary>Starts, pauses or stops a connector that is here.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="target">What is wanted of it.</param>
    /// <param name="cancellationToken">Gives up waiting; the change goes on.</param>
    public Task SetConnectorTargetAsync(string connector, RunTarget target, CancellationToken cancellationToken) =>
        runners.TryGetValue(connector, out var runner) ? runner.SetTargetAsync(target, cancellationToken) : Task.CompletedTask;

    /// <summary>Stops a connector for good. Without effect where it is not here.</summary>
    /// <param name="connector">Its name.</param>
    public async Task StopConnectorAsync(string connector)
    {
        if (runners.TryRemove(connector, out var runner))
        {
            await runner.ShutDownAsync(services.Config.TaskShutdownGracefulTimeout, services.Time);
            await runner.DisposeAsync();
            metrics.RemoveConnector(connector);
        }
    }

    /// <summary>The configurations that a running connector gives its tasks, as they are kept.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectException">It is not here, or gives more than <c>tasks.max</c>.</exception>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> TaskConfigsAsync(
        string connector, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (!runners.TryGetValue(connector, out var runner))
        {
            throw new ConnectException($"Connector {connector} does not run here.");
        }

        return await connectors.TaskConfigsAsync(runner, settings, cancellationToken);
    }

    /// <summary>Makes a task and starts its thread; what goes wrong from here on is told to the listener.</summary>
    /// <param name="task">Which.</param>
    /// <param name="connectorSettings">The connector's settings, references to secrets resolved.</param>
    /// <param name="taskSettings">The task's settings, references to secrets resolved.</param>
    /// <param name="target">What is wanted of it.</param>
    /// <exception cref="ConnectException">It runs here already.</exception>
    public void StartTask(
        ConnectorTaskId task,
        IReadOnlyDictionary<string, string> connectorSettings,
        IReadOnlyDictionary<string, string> taskSettings,
        RunTarget target)
    {
        var thread = new TaskThread(
            task, target, control => CreateBody(task, connectorSettings, taskSettings, control), services.Listener, taskLogger, services.Time);
        if (!tasks.TryAdd(task, thread))
        {
            throw new ConnectException($"Task {task} runs here already.");
        }

        metrics.AddTask(task);
        thread.Start();
    }

    /// <summary>Runs or pauses tasks that are here.</summary>
    /// <param name="connector">The tasks' connector.</param>
    /// <param name="target">What is wanted of them.</param>
    public void SetTaskTargets(string connector, RunTarget target)
    {
        foreach (var (id, thread) in tasks)
        {
            if (id.Connector == connector)
            {
                thread.SetTarget(target);
            }
        }
    }

    /// <summary>Stops tasks and waits for them, all together <c>task.shutdown.graceful.timeout.ms</c> at most.</summary>
    /// <param name="ids">Which; those that are not here are passed over.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task StopTasksAsync(IReadOnlyCollection<ConnectorTaskId> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var stopping = new List<TaskThread>();
        foreach (var id in ids)
        {
            if (tasks.TryRemove(id, out var thread))
            {
                thread.RequestStop();
                stopping.Add(thread);
            }
        }

        await Task.WhenAll(stopping.Select(t => t.AwaitEndAsync(services.Config.TaskShutdownGracefulTimeout, cancellationToken)));
        foreach (var id in ids)
        {
            metrics.RemoveTask(id);
        }
    }

    /// <summary>The tasks of a connector that are here.</summary>
    /// <param name="connector">Its name.</param>
    public IReadOnlyCollection<ConnectorTaskId> TasksOf(string connector) => [.. tasks.Keys.Where(id => id.Connector == connector).Order()];

    /// <summary>Calls a connector that need not run: a new instance, on a thread of its own.</summary>
    /// <typeparam name="T">What the call yields.</typeparam>
    /// <param name="className">The connector's class, by any of its names.</param>
    /// <param name="version">The plugin's version; null for the default.</param>
    /// <param name="call">The call; may block.</param>
    /// <param name="cancellationToken">Gives up waiting; the call goes on.</param>
    public Task<T> WithConnectorAsync<T>(
        string className, string? version, Func<Connector, ValueTask<T>> call, CancellationToken cancellationToken) =>
        connectors.WithInstanceAsync(className, version, call, cancellationToken);

    /// <summary>Stops all tasks, then all connectors.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await StopTasksAsync([.. tasks.Keys], cancellationToken);
        await Task.WhenAll(runners.Keys.Select(StopConnectorAsync));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        metrics.Dispose();
    }

    private ITaskBody CreateBody(
        ConnectorTaskId task,
        IReadOnlyDictionary<string, string> connectorSettings,
        IReadOnlyDictionary<string, string> taskSettings,
        TaskControl control) =>
        connectors.IsSourceClass(connectorSettings)
            ? sourceTasks.Create(task, connectorSettings, taskSettings, control)
            : sinkTasks.Create(task, connectorSettings, taskSettings, control);
}
