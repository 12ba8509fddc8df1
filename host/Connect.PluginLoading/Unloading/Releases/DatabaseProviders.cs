using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's factories out of <c>DbProviderFactories</c>.</summary>
internal sealed class DatabaseProviders : FrameworkRelease
{
    private FieldInfo _factories = null!;

    public DatabaseProviders()
        : base("database providers", "System.Data.Common")
    {
    }

    protected override void LookUp(RuntimeMembers members) => _factories = members.Field("System.Data.Common.DbProviderFactories", "_registeredFactories");

    protected override int LetGo(DeadContext dead) => Tables.RemoveWhere(_factories.GetValue(null), entry => dead.Reaches(entry.Value));
}
