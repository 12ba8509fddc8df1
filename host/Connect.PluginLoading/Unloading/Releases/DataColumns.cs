using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's types out of what <c>System.Data</c> knows of the types of columns.</summary>
internal sealed class DataColumns : FrameworkRelease
{
    private FieldInfo _types = null!;

    public DataColumns()
        : base("data columns", "System.Data.Common")
    {
    }

    protected override void LookUp(RuntimeMembers members) => _types = members.Field("System.Data.Common.DataStorage", "s_typeImplementsInterface");

    protected override int LetGo(DeadContext dead) => Tables.RemoveOwn(_types.GetValue(null), dead);
}
