using System.Collections;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's objects out of the application's named data (<c>AppDomain.SetData</c>).</summary>
internal sealed class ApplicationData : FrameworkRelease
{
    private FieldInfo _store = null!;

    public ApplicationData()
        : base("application data", "System.Private.CoreLib")
    {
    }

    protected override void LookUp(RuntimeMembers members) => _store = members.Field("System.AppContext", "s_dataStore");

    protected override int LetGo(DeadContext dead)
    {
        if (_store.GetValue(null) is not IDictionary store)
        {
            return 0;
        }

        List<string> own;
        lock (store)
        {
            own = [.. store.Keys.Cast<string>().Where(key => store[key] is { } value and not string && dead.Reaches(value))];
        }

        own.ForEach(static key => AppDomain.CurrentDomain.SetData(key, null));
        return own.Count;
    }
}
