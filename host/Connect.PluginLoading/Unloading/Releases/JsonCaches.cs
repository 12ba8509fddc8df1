using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Clears what <c>System.Text.Json</c> keeps of the types that it saw by reflection, the way the framework does it itself when code is
/// changed at run time. It does so for the whole process: everybody's next use fills the caches anew. Only for plugins that may have
/// used it.
/// </summary>
internal sealed class JsonCaches : FrameworkRelease
{
    private const string Library = "System.Text.Json";
    private MethodInfo _clear = null!;

    public JsonCaches()
        : base("JSON caches", Library)
    {
    }

    protected override void LookUp(RuntimeMembers members) =>
        _clear = members.Method("System.Text.Json.JsonSerializerOptionsUpdateHandler", "ClearCache", typeof(Type[]));

    protected override int LetGo(DeadContext dead)
    {
        if (!dead.Uses(Library))
        {
            return 0;
        }

        _clear.Invoke(null, [null]);
        return 1;
    }
}
