namespace Connect.PluginLoading.Holding;

/// <summary>Which static field an object is in, of all but the plugin's own classes.</summary>
internal sealed class StaticFields
{
    private readonly Dictionary<ulong, string> _names = [];

    public StaticFields(PluginHeap heap)
    {
        var runtime = heap.Runtime;
        foreach (var module in runtime.EnumerateModules())
        {
            foreach (var type in module.EnumerateTypesWithStaticFields())
            {
                if (heap.Owns(type))
                {
                    continue;
                }

                foreach (var field in type.StaticFields)
                {
                    foreach (var domain in field.IsObjectReference ? runtime.AppDomains : [])
                    {
                        if (field.IsInitialized(domain) && field.ReadObject(domain) is { IsValid: true, IsNull: false } value)
                        {
                            _names.TryAdd(value.Address, $"{type.Name}.{Plain(field.Name)}");
                        }
                    }
                }
            }
        }
    }

    /// <summary>The field; null where the object is in none.</summary>
    public string? Of(ulong address) => _names.GetValueOrDefault(address);

    /// <summary>A property's name instead of its field's.</summary>
    private static string? Plain(string? name) =>
        name is not null && name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : name;
}
