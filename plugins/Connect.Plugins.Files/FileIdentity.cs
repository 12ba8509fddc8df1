using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Connect.Plugins.Files;

/// <summary>
/// Tells a file from another that took its name: device and inode on Linux, which .NET does not tell; elsewhere the time when it
/// was made.
/// </summary>
internal readonly record struct FileIdentity(long Volume, long Number)
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint WantInode = 0x100;

    // The kernel's struct statx, which is the same on every architecture.
    private const int StatxSize = 256;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>The file that has a name now; null where there is none.</summary>
    public static FileIdentity? Of(string path) => OperatingSystem.IsLinux()
        ? Ask(CurrentFolder, path, 0)
        : File.Exists(path) ? new FileIdentity(0, File.GetCreationTimeUtc(path).Ticks) : null;

    /// <summary>The file that was opened.</summary>
    public static FileIdentity Of(SafeFileHandle handle, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileIdentity(0, File.GetCreationTimeUtc(handle).Ticks);
        }

        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            return Ask((int)handle.DangerousGetHandle(), string.Empty, EmptyPath)
                ?? throw new IOException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The file {path} can't be examined: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}"));
        }
        finally
        {
            if (added)
            {
                handle.DangerousRelease();
            }
        }
    }

    private static FileIdentity? Ask(int folder, string path, int flags)
    {
        var answer = new byte[StatxSize];
        return Statx(folder, Encoding.UTF8.GetBytes(path + '\0'), flags, WantInode, answer) == 0
            ? new FileIdentity(
                BitConverter.ToInt64(answer, DeviceOffset), BitConverter.ToInt64(answer, InodeOffset))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] answer);
}
