using Microsoft.Diagnostics.Runtime;

namespace Connect.PluginLoading.Holding;

/// <summary>Finds the shortest ways from the roots of a heap to what belongs to a plugin, one of each kind.</summary>
internal sealed class HolderSearch
{
    private const int MostKinds = 8;
    private const int LongestChain = 12;
    private readonly PluginHeap _heap;
    private readonly Dictionary<ulong, ulong> _from = [];
    private readonly Dictionary<ulong, ClrRoot> _roots = [];
    private readonly Queue<ulong> _next = [];
    private readonly List<PluginHolder> _found = [];
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellationToken;
    private readonly StaticFields _statics;

    public HolderSearch(PluginHeap heap, CancellationToken cancellationToken)
    {
        _heap = heap;
        _statics = new StaticFields(heap);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Searches.</summary>
    public IReadOnlyList<PluginHolder> Run()
    {
        var own = new HashSet<ulong>();
        foreach (var root in _heap.Runtime.Heap.EnumerateRoots())
        {
            // The runtime itself holds a context until its last object is gone, and static fields of the plugin's own classes hold nothing by
            // themselves: they are part of it.
            var isItsOwn = root.Object.Address == _heap.Context || (root.RootKind == ClrRootKind.StaticVar && _statics.Of(root.Object.Address) is null);
            if (root.Object.IsValid && !isItsOwn && _from.TryAdd(root.Object.Address, 0))
            {
                _roots.Add(root.Object.Address, root);
                if (_heap.IsOwn(root.Object))
                {
                    Found([root.Object.Address], isField: true);
                }
                else
                {
                    _next.Enqueue(root.Object.Address);
                }
            }
        }

        while (_found.Count < MostKinds && _next.TryDequeue(out var address))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var value = _heap.Runtime.Heap.GetObject(address);
            foreach (var referenced in value.EnumerateReferences(carefully: false, considerDependantHandles: true))
            {
                // What is the plugin's is met again from each of its holders, and not gone through.
                if (own.Contains(referenced.Address) || (!_from.ContainsKey(referenced.Address) && _heap.IsOwn(referenced)))
                {
                    own.Add(referenced.Address);
                    var isField = value.EnumerateReferences(carefully: false, considerDependantHandles: false).Any(field => field.Address == referenced.Address);
                    Found([.. PathTo(address), referenced.Address], isField);
                }
                else if (_from.TryAdd(referenced.Address, address))
                {
                    _next.Enqueue(referenced.Address);
                }
            }
        }

        return _found;
    }

    /// <param name="path">From a root to something of the plugin's.</param>
    /// <param name="isField">Whether the last step is a field; else it is the entry of a weak table, which its key keeps.</param>
    private void Found(IReadOnlyList<ulong> path, bool isField)
    {
        var chain = Describe(path);
        if (!isField)
        {
            chain.Insert(chain.Count - 1, KnownHolders.WeakTable);
        }

        var holder = KnownHolders.Describe(chain);
        if (_found.Count < MostKinds && _kinds.Add(holder.What == KnownHolders.Unknown ? string.Join('>', chain.SkipLast(1)) : holder.What))
        {
            _found.Add(holder);
        }
    }

    private List<ulong> PathTo(ulong last)
    {
        var path = new List<ulong>();
        for (var at = last; at != 0; at = _from[at])
        {
            path.Add(at);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The root, then the types on the way; the same type in a row only once.</summary>
    private List<string> Describe(IReadOnlyList<ulong> path)
    {
        // The nearest static field names the holder; what lies before it is how the runtime keeps those.
        var start = path.Count - 1;
        while (start >= 0 && _statics.Of(path[start]) is null)
        {
            start--;
        }

        var chain = new List<string> { start >= 0 ? "static " + _statics.Of(path[start]) : Root(_roots[path[0]]) };
        foreach (var at in path.Skip(Math.Max(start, 0)))
        {
            var name = NameOf(_heap.Runtime.Heap.GetObject(at));
            if (chain[^1] != name)
            {
                chain.Add(name);
            }
        }

        if (chain.Count > LongestChain)
        {
            chain.RemoveRange(LongestChain / 2, chain.Count - LongestChain);
            chain.Insert(LongestChain / 2, "…");
        }

        return chain;
    }

    private static string NameOf(ClrObject value) =>
        value.IsRuntimeType && value.AsRuntimeType() is { } type ? $"typeof({type.Name})" : value.Type?.Name ?? "an object of an unknown type";

    private static string Root(ClrRoot root) => root switch
    {
        ClrStackRoot { StackFrame: { } frame } => $"a variable of {frame.Method?.Signature ?? frame.FrameName} on thread {frame.Thread?.ManagedThreadId}",
        { RootKind: ClrRootKind.Stack } => "a thread's stack",
        { RootKind: ClrRootKind.FinalizerQueue } => "the queue of finalizers",
        _ => $"a handle ({root.RootKind})",
    };
}
