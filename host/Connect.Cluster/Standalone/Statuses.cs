using Connect.Runtime;
using Connect.Storage;

namespace Connect.Cluster.Standalone;

/// <summary>Writes and reads the states of this worker's connectors and tasks. Thread-safe as the store is.</summary>
internal sealed class Statuses(IStatusStore store, string workerId, Worker worker, TimeProvider time, Func<string, string> hide)
{
    public void Connector(string connector, RunState state, Exception? error) => store.Put(new ConnectorStatus(
        connector, Targets.ToStorage(state), workerId, 0, Trace(error), Version: worker.VersionOf(connector)));

    public void Task(ConnectorTaskId task, RunState state, Exception? error) => store.Put(new Storage.TaskStatus(
        task.Connector, task.Task, Targets.ToStorage(state), workerId, 0, Trace(error), Version: worker.VersionOf(task) ?? worker.VersionOf(task.Connector)));

    public void Topic(ConnectorTaskId task, string topic)
    {
        if (store.Topic(task.Connector, topic) is null)
        {
            store.Put(new TopicStatus(topic, task.Connector, task.Task, time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    public void Restarting(string connector, bool restartsConnector, IReadOnlyCollection<ConnectorTaskId> tasks)
    {
        if (restartsConnector)
        {
            Connector(connector, RunState.Restarting, null);
        }

        foreach (var task in tasks)
        {
            Task(task, RunState.Restarting, null);
        }
    }

    public ConnectorStatusInfo? Of(string connector, ConnectorType type) => store.Connector(connector) is { } status
        ? new ConnectorStatusInfo(
            connector,
            new RunStatusInfo(Targets.ToRuntime(status.State), status.WorkerId, status.Trace, status.Version),
            [.. store.Tasks(connector).Where(t => t.State != ComponentState.Destroyed).OrderBy(t => t.Task).Select(Of)],
            type)
        : null;

    public TaskStatusInfo? Of(ConnectorTaskId task) => store.Task(task.Connector, task.Task) is { } status ? Of(status) : null;

    public void ForgetTasks(string connector)
    {
        foreach (var task in store.Tasks(connector))
        {
            store.Put(task with { State = ComponentState.Destroyed });
        }
    }

    public void Forget(string connector)
    {
        ForgetTasks(connector);
        if (store.Connector(connector) is { } status)
        {
            store.Put(status with { State = ComponentState.Destroyed });
        }

        foreach (var topic in store.Topics(connector))
        {
            store.DeleteTopic(connector, topic.Topic);
        }
    }

    /// <summary>What an error says first, with nothing that is not to be shown.</summary>
    public string FirstLine(Exception error) => hide(RunTrace.Of(error)).Split('\n', 2)[0].TrimEnd('\r');

    private static TaskStatusInfo Of(Storage.TaskStatus task) =>
        new(task.Task, new RunStatusInfo(Targets.ToRuntime(task.State), task.WorkerId, task.Trace, task.Version));

    private string? Trace(Exception? error) => error is null ? null : hide(RunTrace.Of(error));
}
