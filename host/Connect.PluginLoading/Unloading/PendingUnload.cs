using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Connect.PluginLoading.Unloading;

/// <summary>A plugin that is being unloaded. Only the thread that unloads changes it; others may read it.</summary>
internal sealed class PendingUnload
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AssemblyLoadContext? _context;

    /// <param name="name">The plugin's name.</param>
    /// <param name="location">Where it lay.</param>
    /// <param name="context">Its context.</param>
    /// <param name="copy">The folder that it was loaded from.</param>
    /// <param name="since">When its last user was gone.</param>
    public PendingUnload(string name, string location, AssemblyLoadContext context, string copy, DateTimeOffset since)
    {
        Name = name;
        Location = location;
        Copy = copy;
        Since = since;
        _context = context;
        Context = new WeakReference<AssemblyLoadContext>(context);
        ContextNumber = ContextNumbers.Of(context);
    }

    public string Name { get; }

    public string Location { get; }

    public string Copy { get; }

    public DateTimeOffset Since { get; }

    /// <summary>The context, without holding it.</summary>
    public WeakReference<AssemblyLoadContext> Context { get; }

    /// <summary>The context's number; null where the runtime does not tell.</summary>
    public long? ContextNumber { get; }

    /// <summary>How many times the releases have run.</summary>
    public int Rounds { get; set; }

    /// <summary>How many collections it has outlived.</summary>
    public int Collections { get; set; }

    /// <summary>How many collections more than usual it may outlive.</summary>
    public int MoreCollections { get; set; }

    /// <summary>How many collections the process had seen when they last ran.</summary>
    public int CollectionsBefore { get; set; }

    /// <summary>How many holders each release let go of.</summary>
    public ConcurrentDictionary<string, int> Released { get; } = new(StringComparer.Ordinal);

    /// <summary>Why it is still there after all rounds; null while nobody knows yet.</summary>
    public string? Reason { get; set; }

    /// <summary>Ends with true when the context is gone, with false when it is held after all rounds.</summary>
    public Task<bool> Ended => _ended.Task;

    public bool IsGone => _context is null && !IsAlive();

    /// <summary>Gives the context to the one who unloads it; from then on nobody here holds it.</summary>
    public AssemblyLoadContext TakeContext() =>
        Interlocked.Exchange(ref _context, null) ?? throw new InvalidOperationException($"{Name} is being unloaded already.");

    public void End(bool gone) => _ended.TrySetResult(gone);

    /// <summary>Not inlined: what it looks at must not stay in a frame of the caller's.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsAlive() => Context.TryGetTarget(out _);
}
