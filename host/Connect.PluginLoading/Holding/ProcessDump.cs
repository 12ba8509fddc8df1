using Microsoft.Diagnostics.NETCore.Client;

namespace Connect.PluginLoading.Holding;

/// <summary>A dump of this process in a file that only this user can read, which goes with this object.</summary>
internal sealed class ProcessDump : IDisposable
{
    /// <summary>A process of many GiB takes its time; one that takes longer is not looked at.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _folder;

    private ProcessDump(string folder) => _folder = folder;

    public string File => Path.Combine(_folder, "process.dmp");

    /// <summary>Writes one.</summary>
    /// <param name="under">The folder to write it below.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">Somebody gave up, or it took too long.</exception>
    public static ProcessDump Write(string under, CancellationToken cancellationToken)
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
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);

            // On a thread that does nothing else.
            new DiagnosticsClient(Environment.ProcessId).WriteDumpAsync(DumpType.WithHeap, dump.File, logDumpGeneration: false, limit.Token).GetAwaiter().GetResult();
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
