using System.Runtime.InteropServices;

namespace Connect.PluginLoading.Scanning;

/// <summary>What tells a file from what it was before, without reading it.</summary>
/// <param name="Path">The path inside its plugin, with slashes; empty for a zip or a single assembly itself.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Modified">When it was last written, in ticks of UTC.</param>
/// <param name="Inode">Which file of the file system it is; 0 where the system does not tell.</param>
/// <remarks>A class: lists of the framework over a struct of ours would be compiled at each start.</remarks>
internal sealed record FileStamp(string Path, long Size, long Modified, ulong Inode)
{
    private const int AtCurrentFolder = -100;
    private const uint MaskInode = 0x100;
    private const int InodeOffset = 32;

    public static FileStamp Of(string path, FileInfo file) =>
        new(path, file.Length, file.LastWriteTimeUtc.Ticks, InodeOf(file.FullName));

    /// <summary>Whether two looks at the same files saw the same.</summary>
    public static bool Same(FileStamp[] now, FileStamp[] then)
    {
        if (now.Length != then.Length)
        {
            return false;
        }

        for (var i = 0; i < now.Length; i++)
        {
            if (!now[i].Equals(then[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// A file that replaces another with the same length and time (as unpacking an archive does) is told by its inode alone.
    /// </summary>
    private static ulong InodeOf(string file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        // struct statx has one layout on all of Linux's architectures: 256 bytes, the inode at 32.
        Span<byte> answer = stackalloc byte[256];
        return StatX(AtCurrentFolder, file, 0, MaskInode, ref MemoryMarshal.GetReference(answer)) == 0
            ? MemoryMarshal.Read<ulong>(answer[InodeOffset..])
            : 0;
    }

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref byte answer);
}
