using Connect.Abi.Configuration;
using Connect.Runtime;

namespace Connect.Cluster;

/// <summary>Whether a herder can serve.</summary>
/// <param name="IsHealthy">It can.</param>
/// <param name="IsStarting">It has yet to come up.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record HerderHealth(bool IsHealthy, bool IsStarting, string Message);

/// <summary>The two kinds of connector, and what can't be told.</summary>
public enum ConnectorType
{
    /// <summary>Reads from a system.</summary>
    Source,

    /// <summary>Writes to a system.</summary>
    Sink,

    /// <summary>Its class is not known here.</summary>
    Unknown,
}

/// <summary>A connector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its configuration as given, with the name put in.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Type">Its kind.</param>
public sealed record ConnectorInfo(
    string Name, IReadOnlyDictionary<string, string?> Config, IReadOnlyList<ConnectorTaskId> Tasks, ConnectorType Type);

/// <summary>What became of a put.</summary>
/// <param name="IsCreated">Whether the connector is new.</param>
/// <param name="Connector">The connector.</param>
public sealed record PutConnectorResult(bool IsCreated, ConnectorInfo Connector);

/// <summary>What a connector and its tasks do.</summary>
/// <param name="Name">The connector.</param>
/// <param name="Connector">The connector itself.</param>
/// <param name="Tasks">Its tasks, by number.</param>
/// <param name="Type">Its kind.</param>
public sealed record ConnectorStatusInfo(
    string Name, RunStatusInfo Connector, IReadOnlyList<TaskStatusInfo> Tasks, ConnectorType Type);

/// <summary>What a connector or a task does.</summary>
/// <param name="State">Its state.</param>
/// <param name="WorkerId">Who runs it.</param>
/// <param name="Trace">Why it failed; null otherwise.</param>
/// <param name="Version">The plugin's version; null where unknown.</param>
public sealed record RunStatusInfo(RunState State, string WorkerId, string? Trace, string? Version);

/// <summary>What a task does.</summary>
/// <param name="Task">Its number.</param>
/// <param name="Status">Its status.</param>
public sealed record TaskStatusInfo(int Task, RunStatusInfo Status);

/// <summary>How it stands with the restarts of a task that failed, or may fail.</summary>
/// <param name="Task">Its number.</param>
/// <param name="Restarts">How often it was restarted since its failures are counted.</param>
/// <param name="Max">How often it may be: 0 for never, -1 for without end.</param>
/// <param name="NextRestart">When it will be restarted; null where it will not.</param>
/// <param name="LastError">What it failed of last, also where it runs again; null where that is not known.</param>
public sealed record TaskRestartInfo(int Task, int Restarts, int Max, DateTimeOffset? NextRestart, string? LastError);

/// <summary>A task with its configuration.</summary>
/// <param name="Id">The task.</param>
/// <param name="Config">Its configuration.</param>
public sealed record TaskInfo(ConnectorTaskId Id, IReadOnlyDictionary<string, string> Config);

/// <summary>A partition of a source or of a topic, with its offset.</summary>
/// <param name="Partition">A source's own names, or <c>kafka_topic</c> and <c>kafka_partition</c>.</param>
/// <param name="Offset">A source's own names, or <c>kafka_offset</c>; null for none.</param>
public sealed record ConnectorOffset(IReadOnlyDictionary<string, object?>? Partition, IReadOnlyDictionary<string, object?>? Offset);

/// <summary>The outcome of a validation.</summary>
/// <param name="Name">The connector's class as given.</param>
/// <param name="ErrorCount">How many errors there are.</param>
/// <param name="Groups">The groups of settings, in order.</param>
/// <param name="Values">The settings, in order.</param>
public sealed record ConfigInfos(string Name, int ErrorCount, IReadOnlyList<string> Groups, IReadOnlyList<ConfigInfo> Values);

/// <summary>One setting of a validation.</summary>
/// <param name="Key">Its definition; null for a value that nobody defines.</param>
/// <param name="Value">Its value with what is wrong with it.</param>
public sealed record ConfigInfo(ConfigKey? Key, ConfigValue Value);
