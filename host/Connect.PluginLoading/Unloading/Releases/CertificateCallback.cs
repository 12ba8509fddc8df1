using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes back the plugin's check of servers' certificates for the whole process.</summary>
internal sealed class CertificateCallback : FrameworkRelease
{
    private const string Manager = "System.Net.ServicePointManager";
    private FieldInfo _callback = null!;

    public CertificateCallback()
        : base("certificate callback", "System.Net.Requests")
    {
    }

    protected override void LookUp(RuntimeMembers members) => _callback = members.Field(Manager, "ServerCertificateValidationCallback");

    protected override int LetGo(DeadContext dead)
    {
        if (!dead.Owns(_callback.GetValue(null)))
        {
            return 0;
        }

        _callback.SetValue(null, null);
        return 1;
    }
}
