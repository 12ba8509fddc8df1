namespace Connect.Storage;

/// <summary>What a user wants a connector to do.</summary>
public enum TargetState
{
    /// <summary>Run.</summary>
    Started,

    /// <summary>Be there and do nothing.</summary>
    Paused,

    /// <summary>Be stopped: no tasks, and offsets may be changed.</summary>
    Stopped,
}
