using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's handlers out of the console's event for Ctrl+C.</summary>
internal sealed class ConsoleCancellation : FrameworkRelease
{
    private FieldInfo _handlers = null!;
    private MethodInfo _remove = null!;

    public ConsoleCancellation()
        : base("console cancel handlers", "System.Console")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _handlers = members.Field("System.Console", "s_cancelCallbacks");
        _remove = members.Method("System.Console", "remove_CancelKeyPress", typeof(ConsoleCancelEventHandler));
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        foreach (var handler in (_handlers.GetValue(null) as Delegate)?.GetInvocationList() ?? [])
        {
            if (dead.Owns(handler))
            {
                _remove.Invoke(null, [handler]);
                count++;
            }
        }

        return count;
    }
}
