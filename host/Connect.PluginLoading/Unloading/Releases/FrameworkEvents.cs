using System.Reflection;
using System.Runtime.Loader;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's handlers out of the events that the framework has for the whole process.</summary>
internal sealed class FrameworkEvents : FrameworkRelease
{
    private readonly List<HeldEvent> _events = [];

    public FrameworkEvents()
        : base("framework events", "System.Private.CoreLib")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        var domain = AppDomain.CurrentDomain;
        Add(members.Field("System.AppContext", "UnhandledException"), null, domain, nameof(AppDomain.UnhandledException));
        Add(members.Field("System.AppContext", "FirstChanceException"), null, domain, nameof(AppDomain.FirstChanceException));
        Add(members.Field("System.AppDomain", "ProcessExit"), domain, domain, nameof(AppDomain.ProcessExit));
        Add(members.Field("System.AppDomain", "DomainUnload"), domain, domain, nameof(AppDomain.DomainUnload));
        foreach (var name in (string[])["AssemblyLoad", "TypeResolve", "ResourceResolve", "AssemblyResolve"])
        {
            Add(members.Field("System.Runtime.Loader.AssemblyLoadContext", name), null, domain, name);
        }

        var scheduler = typeof(TaskScheduler);
        Add(RuntimeMembers.Field(scheduler, "UnobservedTaskException"), null, null, "UnobservedTaskException", scheduler);
        Add(members.Field("System.Runtime.Loader.AssemblyLoadContext", "_resolving"), AssemblyLoadContext.Default, AssemblyLoadContext.Default, "Resolving");
        Add(
            members.Field("System.Runtime.Loader.AssemblyLoadContext", "_resolvingUnmanagedDll"),
            AssemblyLoadContext.Default, AssemblyLoadContext.Default, "ResolvingUnmanagedDll");
        Add(members.Field("System.Runtime.Loader.AssemblyLoadContext", "_unloading"), AssemblyLoadContext.Default, AssemblyLoadContext.Default, "Unloading");
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        foreach (var held in _events)
        {
            foreach (var handler in (held.Field.GetValue(held.Holder) as Delegate)?.GetInvocationList() ?? [])
            {
                if (dead.Owns(handler))
                {
                    // By the event's own way: it is atomic.
                    held.Remove.Invoke(held.Target, [handler]);
                    count++;
                }
            }
        }

        return count;
    }

    private void Add(FieldInfo field, object? holder, object? target, string name, Type? type = null)
    {
        var remove = (type ?? target!.GetType()).GetEvent(name)?.RemoveMethod
            ?? throw new MissingMemberException($"This runtime ({Environment.Version}) lacks the event {name}.");
        _events.Add(new HeldEvent(field, holder, target, remove));
    }

    /// <summary>An event.</summary>
    /// <param name="Field">The field of its handlers.</param>
    /// <param name="Holder">Whose field; null for a static one.</param>
    /// <param name="Target">Whose event; null for a static one.</param>
    /// <param name="Remove">Its remover.</param>
    private sealed record HeldEvent(FieldInfo Field, object? Holder, object? Target, MethodInfo Remove);
}
