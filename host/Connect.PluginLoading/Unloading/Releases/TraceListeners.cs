using System.Collections;
using System.Diagnostics;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's listeners out of <c>Trace.Listeners</c>.</summary>
internal sealed class TraceListeners : FrameworkRelease
{
    public TraceListeners()
        : base("trace listeners", "System.Diagnostics.TraceSource")
    {
    }

    public override bool IsSafe => true;

    protected override void LookUp(RuntimeMembers members)
    {
        // All of it is public.
    }

    protected override int LetGo(DeadContext dead)
    {
        List<TraceListener> own;
        lock (((ICollection)Trace.Listeners).SyncRoot)
        {
            own = [.. Trace.Listeners.Cast<TraceListener>().Where(dead.Reaches)];
        }

        own.ForEach(Trace.Listeners.Remove);
        return own.Count;
    }
}
