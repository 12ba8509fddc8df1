namespace Connect.Runtime.Metrics;

/// <summary>What is shown of a connector: group <c>connector-metrics</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>source</c> or <c>sink</c>.</param>
/// <param name="ClassName">Its class, by its contract's name.</param>
/// <param name="Version">Its plugin's version.</param>
internal sealed record ConnectorMetrics(string Name, string Type, string ClassName, string Version)
{
    private int started;
    private volatile RunState state = RunState.Unassigned;

    public RunState State
    {
        get => state;
        set => state = value;
    }

    public bool HasStarted => Volatile.Read(ref started) != 0;

    /// <summary>Whether it has started by this for the first time.</summary>
    public bool Begin(RunState to) => to is RunState.Running or RunState.Paused or RunState.Stopped && Interlocked.Exchange(ref started, 1) == 0;
}
