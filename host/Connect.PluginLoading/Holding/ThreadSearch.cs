using System.Globalization;
using Microsoft.Diagnostics.Runtime;

namespace Connect.PluginLoading.Holding;

/// <summary>Finds the threads that are in a plugin's code: a frame holds the plugin without any object.</summary>
internal static class ThreadSearch
{
    private const int MostFrames = 10;

    /// <summary>The threads.</summary>
    public static IReadOnlyList<PluginThread> Run(PluginHeap heap, CancellationToken cancellationToken)
    {
        var found = new List<PluginThread>();
        foreach (var thread in Inside(heap))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var frames = thread.EnumerateStackTrace().Select(static frame => frame.Method is { } m ? $"{m.Type.Name}.{m.Name}" : null).OfType<string>().ToList();
            found.Add(new PluginThread(
                string.Create(CultureInfo.InvariantCulture, $"thread {thread.ManagedThreadId}{NameOf(heap, thread)}"),
                [.. frames.Take(MostFrames)],
                "End it in Stop: hand the task's token to what it waits for, and wait for its end."));
        }

        return found;
    }

    /// <summary>The threads themselves.</summary>
    public static IEnumerable<ClrThread> Inside(PluginHeap heap) =>
        heap.Runtime.Threads.Where(thread => thread.IsAlive && thread.EnumerateStackTrace().Any(frame => heap.Owns(frame.Method?.Type)));

    private static string NameOf(PluginHeap heap, ClrThread thread)
    {
        foreach (var handle in heap.Runtime.EnumerateHandles())
        {
            if (handle.Object.Type?.Name == "System.Threading.Thread"
                && handle.Object.TryReadField<int>("_managedThreadId", out var id) && id == thread.ManagedThreadId
                && handle.Object.TryReadStringField("_name", null, out var name) && name is not null)
            {
                return $" \"{name}\"";
            }
        }

        return string.Empty;
    }
}
