using System.Runtime.InteropServices;

namespace Connect.PluginLoading.Unloading;

/// <summary>
/// The C library's allocator. glibc has one for each few threads, and gives back only the top of each; what the runtime allocated for a
/// plugin (its types, its compiled methods) lies below it: unload after unload, the process would grow by what is freed and in nobody's use.
/// </summary>
internal static unsafe class NativeHeap
{
    private static readonly delegate* unmanaged<nuint, int> MallocTrim = Find();

    /// <summary>Whether the C library can be asked to give back: glibc can; others do it by themselves, or can't.</summary>
    public static bool CanTrim => MallocTrim != null;

    /// <summary>Gives freed memory back to the system. Threads that allocate native memory meanwhile wait, each for a part of the time.</summary>
    public static void Trim()
    {
        if (CanTrim)
        {
            _ = MallocTrim(0);
        }
    }

    private static delegate* unmanaged<nuint, int> Find() =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out var trim)
            ? (delegate* unmanaged<nuint, int>)trim
            : null;
}
