using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Connect.PluginLoading.Isolation;

/// <summary>
/// The native libraries of plugins, one file for each content: the runtime never unmaps one, so that the next load of the same content
/// has to find the same file again, or each would map another. Thread-safe.
/// </summary>
internal sealed class NativeLibraries
{
    private const string Maps = "/proc/self/maps";
    private readonly Lock _gate = new();
    private readonly string _folder;

    /// <param name="folder">Where the files are kept.</param>
    public NativeLibraries(string folder) => _folder = folder;

    /// <summary>Moves the native libraries of a plugin's private copy here, and leaves links to them.</summary>
    /// <param name="copy">The copy's folder.</param>
    public void Take(string copy)
    {
        if (OperatingSystem.IsWindows())
        {
            // Links need a privilege there, and the system knows a library by its path.
            return;
        }

        foreach (var file in Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories).Where(IsNative).ToList())
        {
            string hash;
            using (var stream = File.OpenRead(file))
            {
                hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            }

            var own = Path.Combine(_folder, hash, Path.GetFileName(file));
            lock (_gate)
            {
                if (File.Exists(own))
                {
                    File.Delete(file);
                }
                else
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(own)!);
                    File.Move(file, own);
                }

                File.CreateSymbolicLink(file, own);
            }
        }
    }

    /// <summary>The names of those that the process has mapped, in use or not; empty where the system does not tell.</summary>
    public static IReadOnlyList<string> Mapped(string folder)
    {
        if (!File.Exists(Maps))
        {
            return [];
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Maps))
        {
            var path = line.IndexOf(folder, StringComparison.Ordinal);
            if (path >= 0)
            {
                names.Add(Path.GetFileName(line[path..]));
            }
        }

        return [.. names];
    }

    /// <summary>Whether this system would load it: a plugin carries those of others too.</summary>
    private static bool IsNative(string file)
    {
        if (file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Span<byte> start = stackalloc byte[20];
        using var stream = File.OpenRead(file);
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
        {
            return false;
        }

        if (OperatingSystem.IsMacOS())
        {
            return BitConverter.ToUInt32(start) is 0xFEEDFACF or 0xBEBAFECA;
        }

        var machine = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 62,
            Architecture.Arm64 => 183,
            Architecture.X86 => 3,
            Architecture.Arm => 40,
            _ => -1,
        };
        return start.StartsWith("\u007fELF"u8) && (machine < 0 || BinaryPrimitives.ReadUInt16LittleEndian(start[18..]) == machine);
    }
}
