namespace Connect.Storage;

/// <summary>Keeps the last known status of connectors and tasks, and the topics that connectors use. Thread-safe.</summary>
public interface IStatusStore
{
    /// <summary>Opens the store and reads what it holds. Called once, before anything else.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask StartAsync(CancellationToken cancellationToken);

    /// <summary>Closes the store. Called once, last.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a connector's status; <see cref="ComponentState.Destroyed"/> removes it. Returns at once.</summary>
    /// <param name="status">The status.</param>
    void Put(ConnectorStatus status);

    /// <summary>Keeps a task's status; <see cref="ComponentState.Destroyed"/> removes it. Returns at once.</summary>
    /// <param name="status">The status.</param>
    void Put(TaskStatus status);

    /// <summary>Keeps that a connector uses a topic. Returns at once.</summary>
    /// <param name="status">The topic's use.</param>
    void Put(TopicStatus status);

    /// <summary>A connector's status; null where unknown.</summary>
    /// <param name="connector">Its name.</param>
    ConnectorStatus? Connector(string connector);

    /// <summary>A task's status; null where unknown.</summary>
    /// <param name="connector">Its connector's name.</param>
    /// <param name="task">Its number.</param>
    TaskStatus? Task(string connector, int task);

    /// <summary>The status of all tasks of a connector that are known, by number.</summary>
    /// <param name="connector">The connector's name.</param>
    IReadOnlyList<TaskStatus> Tasks(string connector);

    /// <summary>The use of a topic; null where a connector does not use it.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="topic">The topic.</param>
    TopicStatus? Topic(string connector, string topic);

    /// <summary>The topics that a connector uses, by name.</summary>
    /// <param name="connector">The connector's name.</param>
    IReadOnlyList<TopicStatus> Topics(string connector);

    /// <summary>Forgets that a connector used a topic.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="topic">The topic.</param>
    void DeleteTopic(string connector, string topic);

    /// <summary>The connectors whose status is known, by name.</summary>
    IReadOnlyList<string> Connectors();
}
