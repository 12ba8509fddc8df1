using Microsoft.Diagnostics.NETCore.Client;

namespace Connect.PluginLoading.Holding;

/// <summary>A dump of this process in a file that only this user can read, which goes with this object.</summary>
internal sealed class ProcessDump : IDisposable
{
    private readonly string _folder;

    private ProcessDump(string folder) => _folder = folder;

    public string File => Path.Combine(_folder, "process.dmp");

    /// <summary>Writes one.</summary>
    /// <param name="under">The folder to write it below.</param>
    public static ProcessDump Write(string under)
    {
        var folder = Path.Combine(under, "dumps", Guid.NewGuid().ToString("N"));
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var dump = new ProcessDump(folder);
        try
        {
            new DiagnosticsClient(Environment.ProcessId).WriteDump(DumpType.WithHeap, dump.File, logDumpGeneration: false);
            return dump;
        }
        catch
        {
            dump.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
