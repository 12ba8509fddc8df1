using System.Diagnostics.Metrics;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Disposes the plugin's listeners to measurements.</summary>
internal sealed class MetricListeners : FrameworkRelease
{
    private FieldInfo _all = null!;
    private FieldInfo _gate = null!;
    private FieldInfo[] _callbacks = [];

    public MetricListeners()
        : base("metric listeners", "System.Diagnostics.DiagnosticSource")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _all = members.Field("System.Diagnostics.Metrics.MeterListener", "s_allStartedListeners");
        _gate = members.Field("System.Diagnostics.Metrics.Instrument", "SyncObject");
        _callbacks =
        [
            .. typeof(MeterListener).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                .Where(static field => field.FieldType.IsAssignableTo(typeof(Delegate))),
        ];
    }

    protected override int LetGo(DeadContext dead)
    {
        MeterListener[] all;
        lock (_gate.GetValue(null)!)
        {
            all = [.. (List<MeterListener>)_all.GetValue(null)!];
        }

        var count = 0;
        foreach (var listener in all)
        {
            if (_callbacks.Any(field => dead.Owns(field.GetValue(listener))))
            {
                listener.Dispose();
                count++;
            }
        }

        return count;
    }
}
