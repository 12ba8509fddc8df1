using System.Collections;
using System.ComponentModel;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes the plugin's types and providers out of <c>TypeDescriptor</c>'s tables, and its handlers out of its event.</summary>
internal sealed class TypeDescriptions : FrameworkRelease
{
    private const string Descriptor = "System.ComponentModel.TypeDescriptor";
    private const string Reflected = "System.ComponentModel.ReflectTypeDescriptionProvider";
    private readonly List<FieldInfo> _tables = [];
    private FieldInfo _providers = null!;
    private FieldInfo _providersOfTypes = null!;
    private FieldInfo _gate = null!;
    private FieldInfo _next = null!;
    private FieldInfo _provider = null!;
    private FieldInfo _typeData = null!;
    private FieldInfo _refreshed = null!;

    public TypeDescriptions()
        : base("type descriptions", "System.ComponentModel.TypeConverter")
    {
    }

    protected override void LookUp(RuntimeMembers members)
    {
        _providers = members.Field(Descriptor, "s_providerTable");
        _providersOfTypes = members.Field(Descriptor, "s_providerTypeTable");
        _gate = members.Field(Descriptor, "s_commonSyncObject");
        _refreshed = members.Field(Descriptor, "Refreshed");
        _next = members.Field(Descriptor + "+TypeDescriptionNode", "Next");
        _provider = members.Field(Descriptor + "+TypeDescriptionNode", "Provider");
        _typeData = members.Field(Reflected, "_typeData");
        _tables.Add(members.Field(Descriptor, "s_defaultProviderInitialized"));
        foreach (var name in (string[])["s_editorTables", "s_propertyCache", "s_eventCache", "s_attributeCache", "s_extendedPropertyCache"])
        {
            _tables.Add(members.Field(Reflected, name));
        }
    }

    protected override int LetGo(DeadContext dead)
    {
        var count = 0;
        var gate = _gate.GetValue(null)!;
        var foreign = new List<(TypeDescriptionProvider Provider, object Key)>();
        lock (gate)
        {
            foreach (var node in Nodes())
            {
                if (_provider.GetValue(node.Node) is { } provider)
                {
                    if (_typeData.DeclaringType!.IsInstanceOfType(provider))
                    {
                        count += Tables.RemoveOwn(_typeData.GetValue(provider), dead);
                    }
                    else if (dead.Reaches(provider) && !dead.Owns(node.Key))
                    {
                        foreign.Add(((TypeDescriptionProvider)provider, node.Key));
                    }
                }
            }

            count += Tables.RemoveWhere(_providersOfTypes.GetValue(null), entry => dead.Owns(entry.Key));
            count += Tables.RemoveWhere(_providers.GetValue(null), entry => dead.Owns(KeyOf(entry.Key)));
            count += _tables.Sum(table => Tables.RemoveOwn(table.GetValue(null), dead));
        }

        foreach (var (provider, key) in foreign)
        {
            // What the plugin added to a type or an object of somebody else.
            if (key is Type type)
            {
                TypeDescriptor.RemoveProvider(provider, type);
            }
            else
            {
                TypeDescriptor.RemoveProvider(provider, key);
            }

            count++;
        }

        foreach (var handler in (_refreshed.GetValue(null) as Delegate)?.GetInvocationList() ?? [])
        {
            if (dead.Owns(handler))
            {
                TypeDescriptor.Refreshed -= (RefreshEventHandler)handler;
                count++;
            }
        }

        return count;
    }

    private List<(object Key, object Node)> Nodes()
    {
        var nodes = new List<(object, object)>();
        foreach (var table in (FieldInfo[])[_providers, _providersOfTypes])
        {
            foreach (DictionaryEntry entry in (IDictionary)table.GetValue(null)!)
            {
                if (KeyOf(entry.Key) is { } key)
                {
                    for (var node = entry.Value; node is not null; node = _next.GetValue(node))
                    {
                        nodes.Add((key, node));
                    }
                }
            }
        }

        return nodes;
    }

    /// <summary>A key of the weak table, which is a weak reference itself; null when what it stood for is gone.</summary>
    private static object? KeyOf(object key) => key is WeakReference weak ? weak.Target : key;
}
