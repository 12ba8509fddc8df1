namespace Connect.Storage;

/// <summary>Statuses that live as long as the process: those of a standalone worker. Thread-safe.</summary>
public sealed class MemoryStatusStore : IStatusStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, ConnectorStatus> connectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, TaskStatus>> tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, TopicStatus>> topics = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Put(ConnectorStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        lock (gate)
        {
            if (status.State == ComponentState.Destroyed)
            {
                connectors.Remove(status.Connector);
            }
            else
            {
                connectors[status.Connector] = status;
            }
        }
    }

    /// <inheritdoc/>
    public void Put(TaskStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        lock (gate)
        {
            if (status.State != ComponentState.Destroyed)
            {
                if (!tasks.TryGetValue(status.Connector, out var known))
                {
                    tasks.Add(status.Connector, known = []);
                }

                known[status.Task] = status;
            }
            else if (tasks.TryGetValue(status.Connector, out var known) && known.Remove(status.Task) && known.Count == 0)
            {
                tasks.Remove(status.Connector);
            }
        }
    }

    /// <inheritdoc/>
    public void Put(TopicStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        lock (gate)
        {
            if (!topics.TryGetValue(status.Connector, out var known))
            {
                topics.Add(status.Connector, known = new(StringComparer.Ordinal));
            }

            known[status.Topic] = status;
        }
    }

    /// <inheritdoc/>
    public ConnectorStatus? Connector(string connector)
    {
        lock (gate)
        {
            return connectors.GetValueOrDefault(connector);
        }
    }

    /// <inheritdoc/>
    public TaskStatus? Task(string connector, int task)
    {
        lock (gate)
        {
            return tasks.TryGetValue(connector, out var known) ? known.GetValueOrDefault(task) : null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskStatus> Tasks(string connector)
    {
        lock (gate)
        {
            return tasks.TryGetValue(connector, out var known) ? [.. known.Values] : [];
        }
    }

    /// <inheritdoc/>
    public TopicStatus? Topic(string connector, string topic)
    {
        lock (gate)
        {
            return topics.TryGetValue(connector, out var known) ? known.GetValueOrDefault(topic) : null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TopicStatus> Topics(string connector)
    {
        lock (gate)
        {
            return topics.TryGetValue(connector, out var known) ? [.. known.Values] : [];
        }
    }

    /// <inheritdoc/>
    public void DeleteTopic(string connector, string topic)
    {
        lock (gate)
        {
            if (topics.TryGetValue(connector, out var known) && known.Remove(topic) && known.Count == 0)
            {
                topics.Remove(connector);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Connectors()
    {
        lock (gate)
        {
            return [.. connectors.Keys];
        }
    }
}
