using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Connect.Plugins.Files;

/// <summary>
/// Opens files so that each write goes to the end as it is then: several tasks may write to one file, and it may be cut while it is
/// written. .NET's own append mode looks for the end once, when it opens.
/// </summary>
internal static class AppendedFile
{
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;
    private const int ReadableAndWritable = 0x1B6;
    private const int AccessDenied = 13;
    private const int IsFolder = 21;

    /// <summary>Opens a file, and makes it where it is not there.</summary>
    /// <exception cref="IOException">It can't be opened; says why.</exception>
    public static Stream Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }

        var descriptor = OpenFile(
            Encoding.UTF8.GetBytes(path + '\0'), WriteOnly | Create | Append | CloseOnExec, ReadableAndWritable);
        if (descriptor >= 0)
        {
            return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        }

        var error = Marshal.GetLastPInvokeError();
        throw new IOException(error switch
        {
            AccessDenied => "the worker's user may not write there",
            IsFolder => "it is a folder",
            _ => Marshal.GetPInvokeErrorMessage(error),
        });
    }

    /// <summary>Whether the last line of a file has no end: a crash cut it off.</summary>
    public static bool EndsWithinLine(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.Length == 0)
        {
            return false;
        }

        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(handle, last, RandomAccess.GetLength(handle) - 1) == 1 && last[0] != '\n';
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFile(byte[] path, int flags, int mode);
}
