using System.Collections;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Disposes the meters that the plugin made: those of a type of its own, with a callback of its own, or with its objects as tags.</summary>
internal sealed class Meters : FrameworkRelease
{
    private FieldInfo _all = null!;
    private FieldInfo _gate = null!;
    private FieldInfo _instruments = null!;

    public Meters()
        : base("meters", "System.Diagnostics.DiagnosticSource")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _all = members.Field("System.Diagnostics.Metrics.Meter", "s_allMeters");
        _instruments = members.Field("System.Diagnostics.Metrics.Meter", "_instruments");
        _gate = members.Field("System.Diagnostics.Metrics.Instrument", "SyncObject");
    }

    protected override int LetGo(DeadContext dead)
    {
        List<Meter> own;
        var all = (List<Meter>)_all.GetValue(null)!;
        lock (_gate.GetValue(null)!)
        {
            own = [.. all.Where(meter => IsOwn(meter, dead))];
        }

        foreach (var meter in own)
        {
            meter.Dispose();
            lock (_gate.GetValue(null)!)
            {
                // A meter of a factory's does nothing when it is disposed: only its factory ends it, which is gone.
                all.Remove(meter);
            }
        }

        return own.Count;
    }

    private bool IsOwn(Meter meter, DeadContext dead) =>
        dead.Owns(meter.GetType())
        || dead.Owns(meter.Scope)
        || HoldsOwn(meter.Tags, dead)
        || ((IEnumerable)_instruments.GetValue(meter)!).Cast<Instrument>().Any(i => IsOwn(i, dead));

    private static bool IsOwn(Instrument instrument, DeadContext dead)
    {
        if (dead.Owns(instrument.GetType()) || HoldsOwn(instrument.Tags, dead))
        {
            return true;
        }

        for (var type = instrument.GetType(); type is not null && type != typeof(Instrument); type = type.BaseType)
        {
            if (type.GetField("_callback", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(instrument) is { } callback && dead.Owns(callback))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsOwn(IEnumerable<KeyValuePair<string, object?>>? tags, DeadContext dead) =>
        tags is not null && (dead.Owns(tags.GetType()) || tags.Any(tag => dead.Owns(tag.Value)));
}
