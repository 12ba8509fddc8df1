using System.Collections;
using System.Diagnostics;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Disposes the plugin's listeners to activities.</summary>
internal sealed class ActivityListeners : FrameworkRelease
{
    private FieldInfo _all = null!;
    private FieldInfo _array = null!;
    private FieldInfo[] _callbacks = [];

    public ActivityListeners()
        : base("activity listeners", "System.Diagnostics.DiagnosticSource")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _all = members.Field("System.Diagnostics.ActivitySource", "s_allListeners");
        _array = RuntimeMembers.Field(_all.FieldType, "_volatileArray");
        _callbacks =
        [
            .. typeof(ActivityListener).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                .Where(static field => field.FieldType.IsAssignableTo(typeof(Delegate))),
        ];
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;

        // The list's array is never changed in place.
        foreach (var listener in ((IEnumerable)_array.GetValue(_all.GetValue(null))!).Cast<ActivityListener>())
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
