using Connect.Runtime;
using Connect.Storage;

namespace Connect.Cluster.Standalone;

/// <summary>Between what is stored and what the runtime takes.</summary>
internal static class Targets
{
    public static TargetState ToStorage(RunTarget target) => target switch
    {
        RunTarget.Started => TargetState.Started,
        RunTarget.Paused => TargetState.Paused,
        _ => TargetState.Stopped,
    };

    public static RunTarget ToRuntime(TargetState state) => state switch
    {
        TargetState.Started => RunTarget.Started,
        TargetState.Paused => RunTarget.Paused,
        _ => RunTarget.Stopped,
    };

    public static ComponentState ToStorage(RunState state) => state switch
    {
        RunState.Unassigned => ComponentState.Unassigned,
        RunState.Running => ComponentState.Running,
        RunState.Paused => ComponentState.Paused,
        RunState.Failed => ComponentState.Failed,
        RunState.Restarting => ComponentState.Restarting,
        _ => ComponentState.Stopped,
    };

    public static RunState ToRuntime(ComponentState state) => state switch
    {
        ComponentState.Running => RunState.Running,
        ComponentState.Paused => RunState.Paused,
        ComponentState.Failed => RunState.Failed,
        ComponentState.Restarting => RunState.Restarting,
        ComponentState.Stopped => RunState.Stopped,
        _ => RunState.Unassigned,
    };
}
