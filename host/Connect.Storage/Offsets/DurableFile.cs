using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Connect.Storage.Offsets;

/// <summary>Replaces files so that a crash or a power cut at any moment leaves the old content or the new, whole.</summary>
internal static class DurableFile
{
    /// <summary>Replaces the content of a file and keeps its permissions; on the disk when it returns.</summary>
    public static void Replace(string path, ReadOnlyMemory<byte> content)
    {
        // A link stays a link: the file that it leads to is replaced.
        var link = new FileInfo(path);
        var target = link.LinkTarget is null ? path : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            Write(temporary, target, content);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw;
        }

        FlushFolder(Path.GetDirectoryName(target)!);
    }

    private static void Write(string temporary, string target, ReadOnlyMemory<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            options.UnixCreateMode = File.GetUnixFileMode(target);
        }

        using var stream = new FileStream(temporary, options);
        stream.Write(content.Span);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>A rename lasts only when its folder is on the disk too; .NET opens no folders, so the system is asked itself.</summary>
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0)
        {
            throw Failed(folder);
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Synchronize(descriptor) != 0)
        {
            throw Failed(folder);
        }
    }

    private static IOException Failed(string folder) =>
        new($"The folder {folder} can't be written to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Synchronize(int descriptor);
}
