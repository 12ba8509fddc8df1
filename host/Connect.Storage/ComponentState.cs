namespace Connect.Storage;

/// <summary>The state of a connector or a task as users see it.</summary>
public enum ComponentState
{
    /// <summary>No worker runs it.</summary>
    Unassigned,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is there and does nothing.</summary>
    Paused,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>It was deleted; never shown, since putting it removes the status.</summary>
    Destroyed,

    /// <summary>It is being restarted.</summary>
    Restarting,

    /// <summary>It was stopped by a user; of connectors only.</summary>
    Stopped,
}

/// <summary>The names of states in the status topic and over REST.</summary>
public static class ComponentStates
{
    /// <summary>The name, such as <c>RUNNING</c>.</summary>
    /// <param name="state">The state.</param>
    public static string Name(this ComponentState state) => state switch
    {
        ComponentState.Unassigned => "UNASSIGNED",
        ComponentState.Running => "RUNNING",
        ComponentState.Paused => "PAUSED",
        ComponentState.Failed => "FAILED",
        ComponentState.Destroyed => "DESTROYED",
        ComponentState.Restarting => "RESTARTING",
        ComponentState.Stopped => "STOPPED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No state of a connector or task"),
    };

    /// <summary>The state of a name.</summary>
    /// <param name="name">The name, in upper case.</param>
    /// <param name="state">The state.</param>
    /// <returns>Whether there is a state of this name.</returns>
    public static bool TryParse(string? name, out ComponentState state)
    {
        foreach (var candidate in Enum.GetValues<ComponentState>())
        {
            if (candidate.Name() == name)
            {
                state = candidate;
                return true;
            }
        }

        state = default;
        return false;
    }
}
