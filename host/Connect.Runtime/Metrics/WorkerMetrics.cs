using System.Collections.Concurrent;

namespace Connect.Runtime.Metrics;

/// <summary>The figures of a worker and of all that runs on it. Listens on the way to the herder; thread-safe.</summary>
internal sealed class WorkerMetrics : IRunListener, IDisposable
{
    private readonly IRunListener next;
    private readonly MetricWindows windows;
    private readonly ITimer ticks;
    private readonly ConnectMeter meter;
    private readonly ConcurrentDictionary<ConnectorTaskId, TaskMetrics> tasks = new();
    private readonly ConcurrentDictionary<string, ConnectorMetrics> connectors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ConnectorTaskId, RunState> taskStates = new();

    public WorkerMetrics(MetricWindows windows, IRunListener next)
    {
        this.windows = windows;
        this.next = next;
        meter = new ConnectMeter(this);
        ticks = windows.Time.CreateTimer(static state => ((WorkerMetrics)state!).Tick(), this, windows.Length, windows.Length);
    }

    public StartCounts ConnectorStarts { get; } = new();

    public StartCounts TaskStarts { get; } = new();

    public IEnumerable<TaskMetrics> Tasks => tasks.Values;

    public IEnumerable<ConnectorMetrics> Connectors => connectors.Values;

    /// <summary>All tasks that are here, those that failed before they had figures too, with what they do.</summary>
    public IEnumerable<KeyValuePair<ConnectorTaskId, RunState>> TaskStates => taskStates;

    /// <summary>Figures of a source task that begins.</summary>
    public SourceTaskMetrics Source(ConnectorTaskId id) => Add(new SourceTaskMetrics(id, windows));

    /// <summary>Figures of a sink task that begins.</summary>
    public SinkTaskMetrics Sink(ConnectorTaskId id) => Add(new SinkTaskMetrics(id, windows));

    /// <summary>A connector is here.</summary>
    public void Add(ConnectorMetrics connector) => connectors[connector.Name] = connector;

    /// <summary>A connector is here no more.</summary>
    public void RemoveConnector(string name) => connectors.TryRemove(name, out _);

    /// <summary>A task is to begin here.</summary>
    public void AddTask(ConnectorTaskId id) => taskStates[id] = RunState.Unassigned;

    /// <summary>A task is here no more.</summary>
    public void RemoveTask(ConnectorTaskId id)
    {
        tasks.TryRemove(id, out _);
        taskStates.TryRemove(id, out _);
    }

    /// <inheritdoc/>
    public void OnConnector(string connector, RunState state, Exception? error)
    {
        var known = connectors.GetValueOrDefault(connector);
        if (state == RunState.Failed && known?.HasStarted != true)
        {
            ConnectorStarts.Failed();
        }
        else if (known?.Begin(state) == true)
        {
            ConnectorStarts.Succeeded();
        }

        if (known is not null)
        {
            known.State = state;
        }

        next.OnConnector(connector, state, error);
    }

    /// <inheritdoc/>
    public void OnTask(ConnectorTaskId task, RunState state, Exception? error)
    {
        // A task that has gone reports its end: it must not come back by that.
        if (taskStates.TryGetValue(task, out var before) && taskStates.TryUpdate(task, state, before) && before == RunState.Unassigned)
        {
            if (state is RunState.Running or RunState.Paused)
            {
                TaskStarts.Succeeded();
            }
            else if (state == RunState.Failed)
            {
                TaskStarts.Failed();
            }
        }

        tasks.GetValueOrDefault(task)?.States.Change(state);
        next.OnTask(task, state, error);
    }

    /// <inheritdoc/>
    public void OnTopic(ConnectorTaskId task, string topic) => next.OnTopic(task, topic);

    /// <inheritdoc/>
    public void OnTaskReconfigurationRequested(string connector) => next.OnTaskReconfigurationRequested(connector);

    /// <inheritdoc/>
    public void Dispose()
    {
        ticks.Dispose();
        meter.Dispose();
    }

    private T Add<T>(T task)
        where T : TaskMetrics
    {
        tasks[task.Id] = task;
        return task;
    }

    private void Tick()
    {
        foreach (var task in tasks.Values)
        {
            task.Tick();
        }
    }
}
