using Microsoft.Diagnostics.Runtime;

namespace Connect.PluginLoading.Holding;

/// <summary>What of a heap belongs to one load context.</summary>
internal sealed class PluginHeap
{
    private const string ContextType = "System.Runtime.Loader.AssemblyLoadContext";
    private readonly Dictionary<ClrType, bool> _owned = [];
    private readonly HashSet<ulong> _allocators = [];
    private readonly ulong _context;

    private PluginHeap(ClrRuntime runtime, ulong context)
    {
        Runtime = runtime;
        _context = context;

        // All of a context's code shares one allocator: a generic type of the framework's over a plugin's is told by it.
        foreach (var (table, _) in runtime.EnumerateModules().SelectMany(static module => module.EnumerateTypeDefToMethodTableMap()))
        {
            if (runtime.GetTypeByMethodTable(table) is { IsCollectible: true } type && type.AssemblyLoadContextAddress == context)
            {
                _allocators.Add(type.LoaderAllocatorHandle);
            }
        }
    }

    public ClrRuntime Runtime { get; }

    /// <summary>The context's own object.</summary>
    public ulong Context => _context;

    /// <summary>Finds a context in a heap.</summary>
    /// <param name="runtime">The runtime of a dump.</param>
    /// <param name="id">The context's number.</param>
    /// <returns>Null when it is not there.</returns>
    public static PluginHeap? Find(ClrRuntime runtime, long id)
    {
        var contexts = new Dictionary<ClrType, bool>();
        foreach (var value in runtime.Heap.EnumerateObjects())
        {
            if (value.Type is not { } type)
            {
                continue;
            }

            if (!contexts.TryGetValue(type, out var isContext))
            {
                for (var level = type; level is not null && !isContext; level = level.BaseType)
                {
                    isContext = level.Name == ContextType;
                }

                contexts.Add(type, isContext);
            }

            if (isContext && value.TryReadField<long>("_id", out var found) && found == id)
            {
                return new PluginHeap(runtime, value.Address);
            }
        }

        return null;
    }

    /// <summary>Whether a type is of the context, or built over one that is.</summary>
    public bool Owns(ClrType? type)
    {
        if (type is not { IsCollectible: true })
        {
            return false;
        }

        if (!_owned.TryGetValue(type, out var owns))
        {
            owns = type.AssemblyLoadContextAddress == _context || _allocators.Contains(type.LoaderAllocatorHandle);
            _owned.Add(type, owns);
        }

        return owns;
    }

    /// <summary>Whether an object is of the context, or stands for something of it.</summary>
    public bool IsOwn(ClrObject value) => value.Address == _context || Owns(value.Type) || (value.IsRuntimeType && Owns(value.AsRuntimeType()));
}
