using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Forgets the generated classes of <c>DispatchProxy</c> for this context, which is the key of its own entry.</summary>
internal sealed class DispatchProxies : FrameworkRelease
{
    private FieldInfo _map = null!;
    private MethodInfo _remove = null!;

    public DispatchProxies()
        : base("dispatch proxies", "System.Reflection.DispatchProxy")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _map = members.Field("System.Reflection.DispatchProxyGenerator", "s_alcProxyAssemblyMap");
        _remove = _map.FieldType.GetMethod("Remove", [typeof(System.Runtime.Loader.AssemblyLoadContext)])
            ?? throw new MissingMemberException($"This runtime ({Environment.Version}) lacks {_map.FieldType}.Remove.");
    }

    protected override int LetGo(DeadContext dead) => (bool)_remove.Invoke(_map.GetValue(null), [dead.Context])! ? 1 : 0;
}
