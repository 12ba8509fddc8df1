namespace Connect.Storage;

/// <summary>The status of a connector.</summary>
/// <param name="Connector">Its name.</param>
/// <param name="State">Its state.</param>
/// <param name="WorkerId">The worker that says so, such as <c>10.0.0.5:8083</c>.</param>
/// <param name="Generation">The group's generation in which it was said; 0 without a group.</param>
/// <param name="Trace">The error where it failed; else null.</param>
/// <param name="Version">The version of the connector's class; null where unknown.</param>
public sealed record ConnectorStatus(
    string Connector, ComponentState State, string WorkerId, int Generation = 0, string? Trace = null, string? Version = null);

/// <summary>The status of a task.</summary>
/// <param name="Connector">Its connector's name.</param>
/// <param name="Task">Its number, from 0.</param>
/// <param name="State">Its state.</param>
/// <param name="WorkerId">The worker that says so, such as <c>10.0.0.5:8083</c>.</param>
/// <param name="Generation">The group's generation in which it was said; 0 without a group.</param>
/// <param name="Trace">The error where it failed; else null.</param>
/// <param name="Version">The version of the task's class; null where unknown.</param>
public sealed record TaskStatus(
    string Connector, int Task, ComponentState State, string WorkerId, int Generation = 0, string? Trace = null, string? Version = null);

/// <summary>A topic that a connector uses.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Connector">The connector's name.</param>
/// <param name="Task">The task that met it first.</param>
/// <param name="DiscoverTimestamp">When, in milliseconds since the epoch.</param>
public sealed record TopicStatus(string Topic, string Connector, int Task, long DiscoverTimestamp);
