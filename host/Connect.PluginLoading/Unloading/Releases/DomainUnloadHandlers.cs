using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Calls the plugin's own handlers for the end of its domain, which is what an unload is to it: many libraries close their pools and
/// files there. Runs the plugin's code.
/// </summary>
internal sealed class DomainUnloadHandlers : FrameworkRelease
{
    private readonly Action<string, Exception> _failed;
    private FieldInfo _handlers = null!;

    /// <param name="failed">Is told what was thrown out of a handler.</param>
    public DomainUnloadHandlers(Action<string, Exception> failed)
        : base("domain unload handlers", "System.Private.CoreLib") => _failed = failed;

    protected override void LookUp(RuntimeMembers members) => _handlers = members.Field("System.AppDomain", "DomainUnload");

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        foreach (var handler in (_handlers.GetValue(AppDomain.CurrentDomain) as Delegate)?.GetInvocationList() ?? [])
        {
            if (!dead.Owns(handler))
            {
                continue;
            }

            try
            {
                ((EventHandler)handler)(AppDomain.CurrentDomain, EventArgs.Empty);
                count++;
            }
            catch (Exception e)
            {
                // The edge of plugin code.
                _failed($"{handler.Method.DeclaringType}.{handler.Method.Name}", e);
            }
        }

        return count;
    }
}
