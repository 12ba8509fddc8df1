using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes back the default proxy that the plugin set for the whole process.</summary>
internal sealed class HttpDefaults : FrameworkRelease
{
    private FieldInfo _proxy = null!;

    public HttpDefaults()
        : base("default proxy", "System.Net.Http")
    {
    }

    protected override void LookUp(RuntimeMembers members) => _proxy = members.Field("System.Net.Http.HttpClient", "s_defaultProxy");

    protected override int LetGo(DeadContext dead)
    {
        if (!dead.Reaches(_proxy.GetValue(null)))
        {
            return 0;
        }

        // The next one who asks finds the system's again.
        _proxy.SetValue(null, null);
        return 1;
    }
}
