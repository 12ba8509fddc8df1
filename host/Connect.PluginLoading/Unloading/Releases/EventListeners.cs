using System.Diagnostics.Tracing;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Disposes the plugin's listeners to event sources.</summary>
internal sealed class EventListeners : FrameworkRelease
{
    private FieldInfo _first = null!;
    private FieldInfo _next = null!;
    private FieldInfo _created = null!;
    private FieldInfo _written = null!;
    private MethodInfo _lock = null!;

    public EventListeners()
        : base("event listeners", "System.Private.CoreLib")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        var type = typeof(EventListener);
        _first = RuntimeMembers.Field(type, "s_Listeners");
        _next = RuntimeMembers.Field(type, "m_Next");
        _created = RuntimeMembers.Field(type, "_EventSourceCreated");
        _written = RuntimeMembers.Field(type, "EventWritten");
        _lock = members.Method("System.Diagnostics.Tracing.EventListener", "get_EventListenersLock");
    }

    protected override int LetGo(DeadContext dead)
    {
        var own = new List<EventListener>();
        lock (_lock.Invoke(null, null)!)
        {
            for (var listener = (EventListener?)_first.GetValue(null); listener is not null; listener = (EventListener?)_next.GetValue(listener))
            {
                if (dead.Owns(listener) || dead.Owns(_created.GetValue(listener)) || dead.Owns(_written.GetValue(listener)))
                {
                    own.Add(listener);
                }
            }
        }

        foreach (var listener in own)
        {
            listener.Dispose();
        }

        return own.Count;
    }
}
