using Microsoft.Diagnostics.Runtime;

namespace Connect.PluginLoading.Holding;

/// <summary>
/// Says what holds a load context, from a dump that the process writes of itself: the runtime offers no other way to look at a heap.
/// All threads stand still while the dump is
/// written; it is looked through while they run, by the thread that asks.
/// </summary>
internal static class HolderReports
{
    private static readonly SemaphoreSlim One = new(1);

    /// <summary>Makes a report.</summary>
    /// <param name="contextId">The context's number.</param>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="folder">A folder for the dump, which is deleted at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static HoldingReport Make(long contextId, string plugin, string folder, CancellationToken cancellationToken) =>
        Look(
            contextId,
            folder,
            heap => new HoldingReport
            {
                Plugin = plugin,
                Threads = ThreadSearch.Run(heap, cancellationToken),
                Holders = new HolderSearch(heap, cancellationToken).Run(),
            },
            cancellationToken)
        ?? new HoldingReport { Plugin = plugin, Threads = [], Holders = [] };

    /// <summary>Looks at a dump of now.</summary>
    /// <param name="contextId">The context's number.</param>
    /// <param name="folder">A folder for the dump, which is deleted at once.</param>
    /// <param name="look">Looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was seen; nothing when the context is not there any more.</returns>
    public static T? Look<T>(long contextId, string folder, Func<PluginHeap, T> look, CancellationToken cancellationToken)
    {
        // One dump at a time: each is as large as the process's memory.
        One.Wait(cancellationToken);
        try
        {
            using var dump = ProcessDump.Write(folder, cancellationToken);
            using var target = DataTarget.LoadDump(dump.File);
            using var runtime = target.ClrVersions[0].CreateRuntime(Access(), ignoreMismatch: true);
            return PluginHeap.Find(runtime, contextId) is { } heap ? look(heap) : default;
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>The library that reads this very runtime's dumps, which lies beside it.</summary>
    private static string Access() => Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!,
        OperatingSystem.IsWindows() ? "mscordaccore.dll" : OperatingSystem.IsMacOS() ? "libmscordaccore.dylib" : "libmscordaccore.so");
}
