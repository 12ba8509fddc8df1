using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace Connect.PluginLoading.Holding;

/// <summary>
/// Interrupts the threads that wait in a plugin's code: what waits gets an exception, runs its <c>finally</c> blocks, and ends. The runtime
/// has no list of its threads; a dump has, with the handle by which each can be met in the process itself.
/// </summary>
internal static class ThreadInterruption
{
    /// <summary>Interrupts them.</summary>
    /// <param name="contextNumber">The number of the plugin's context.</param>
    /// <param name="folder">A folder for the dump, which is deleted at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many.</returns>
    public static int Run(long contextNumber, string folder, CancellationToken cancellationToken) => HolderReports.Look(
        contextNumber,
        folder,
        static heap =>
        {
            var count = 0;
            var threads = ThreadSearch.Inside(heap).Select(static thread => thread.ManagedThreadId).ToHashSet();
            foreach (var handle in threads.Count == 0 ? [] : heap.Runtime.EnumerateHandles())
            {
                if (handle.Object.Type?.Name == "System.Threading.Thread"
                    && handle.Object.TryReadField<int>("_managedThreadId", out var id) && threads.Contains(id)
                    && Meet(handle) is { } thread && thread.ManagedThreadId == id)
                {
                    threads.Remove(id);
                    thread.Interrupt();
                    count++;
                }
            }

            return count;
        },
        cancellationToken);

    /// <summary>The thread in this process; null if it has ended since.</summary>
    private static Thread? Meet(ClrHandle handle) => GCHandle.FromIntPtr((nint)handle.Address).Target as Thread;
}
