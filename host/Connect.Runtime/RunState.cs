namespace Connect.Runtime;

/// <summary>What a user wants of a connector and its tasks.</summary>
public enum RunTarget
{
    /// <summary>They run.</summary>
    Started,

    /// <summary>They stay assigned and idle.</summary>
    Paused,

    /// <summary>The connector keeps its configuration; its tasks are gone.</summary>
    Stopped,
}

/// <summary>What a connector or task does.</summary>
public enum RunState
{
    /// <summary>Nobody runs it.</summary>
    Unassigned,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It idles on request.</summary>
    Paused,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>It is being restarted.</summary>
    Restarting,

    /// <summary>The connector is stopped on request.</summary>
    Stopped,
}

/// <summary>Told what connectors and tasks of this worker do. Called from any thread; must not block.</summary>
public interface IRunListener
{
    /// <summary>A connector changed.</summary>
    /// <param name="connector">Its name.</param>
    /// <param name="state">What it does now.</param>
    /// <param name="error">Why it failed; null otherwise.</param>
    void OnConnector(string connector, RunState state, Exception? error);

    /// <summary>A task changed.</summary>
    /// <param name="task">Which.</param>
    /// <param name="state">What it does now.</param>
    /// <param name="error">Why it failed; null otherwise.</param>
    void OnTask(ConnectorTaskId task, RunState state, Exception? error);

    /// <summary>A task used a topic: wrote to it or read from it. Called once a topic and task.</summary>
    /// <param name="task">Which task.</param>
    /// <param name="topic">The topic.</param>
    void OnTopic(ConnectorTaskId task, string topic);

    /// <summary>A connector asks for its task configurations to be computed again.</summary>
    /// <param name="connector">Its name.</param>
    void OnTaskReconfigurationRequested(string connector);
}
