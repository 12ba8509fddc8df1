using System.IO.Compression;

namespace Connect.PluginLoading.Scanning;

/// <summary>
/// The files of a plugin that is a zip. A zip that could write outside its place, hide links or blow up when unpacked is refused
/// as a whole, before anything of it is read.
/// </summary>
internal sealed class ZipFiles : IPluginFiles
{
    public const int MaximumEntries = 20_000;
    public const long MaximumSize = 2L << 30;
    private const long SmallEnough = 4L << 20;
    private const int MaximumRatio = 200;
    private const int UnixTypeMask = 0xF000;
    private const int UnixRegular = 0x8000;
    private const int UnixFolder = 0x4000;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private ZipFiles(ZipArchive archive) => _archive = archive;

    public IReadOnlyList<string> Paths { get; private set; } = [];

    /// <summary>Opens a zip.</summary>
    /// <exception cref="InvalidDataException">It is no zip, or one that is refused.</exception>
    public static ZipFiles OfZip(string zip)
    {
        var archive = new ZipArchive(
            new FileStream(zip, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), ZipArchiveMode.Read);
        try
        {
            var files = new ZipFiles(archive);
            files.Check();
            var paths = new List<string>(files._entries.Keys);
            paths.Sort(StringComparer.Ordinal);
            files.Paths = paths;
            return files;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public Stream Open(string path)
    {
        var entry = _entries[path];
        var content = new MemoryStream(checked((int)entry.Length));
        Copy(entry, content);
        content.Position = 0;
        return content;
    }

    /// <summary>Unpacks everything below a folder.</summary>
    /// <param name="folder">An empty folder.</param>
    public void Unpack(string folder)
    {
        foreach (var (path, entry) in _entries)
        {
            var target = Path.GetFullPath(Path.Combine(folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            Copy(entry, file);
        }
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>The lengths in a zip's directory are claims: what comes out is counted.</summary>
    private static void Copy(ZipArchiveEntry entry, Stream target)
    {
        using var source = entry.Open();
        var buffer = new byte[81920];
        long copied = 0;
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            copied += read;
            if (copied > entry.Length)
            {
                throw new InvalidDataException($"The zip's entry {entry.FullName} is longer than the zip says.");
            }

            target.Write(buffer, 0, read);
        }
    }

    private void Check()
    {
        if (_archive.Entries.Count > MaximumEntries)
        {
            throw new InvalidDataException($"The zip has {_archive.Entries.Count} entries; at most {MaximumEntries} are taken.");
        }

        long total = 0;
        foreach (var entry in _archive.Entries)
        {
            var path = CheckedPath(entry);
            total += entry.Length;
            if (total > MaximumSize)
            {
                throw new InvalidDataException($"The zip holds more than {MaximumSize >> 20} MiB unpacked.");
            }

            if (entry.Length > SmallEnough && entry.Length / MaximumRatio > entry.CompressedLength)
            {
                throw new InvalidDataException(
                    $"The zip's entry {entry.FullName} unpacks to more than {MaximumRatio} times its size in the zip.");
            }

            if (path.Length > 0 && !path.EndsWith('/') && !_entries.TryAdd(path, entry))
            {
                throw new InvalidDataException($"The zip has two entries named {entry.FullName}.");
            }
        }
    }

    private static string CheckedPath(ZipArchiveEntry entry)
    {
        var path = entry.FullName.Replace('\\', '/');
        var type = (entry.ExternalAttributes >> 16) & UnixTypeMask;
        if (type is not (0 or UnixRegular or UnixFolder))
        {
            throw new InvalidDataException($"The zip's entry {entry.FullName} is a link or a special file; only files and folders are taken.");
        }

        if (path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The zip's entry {entry.FullName} has no relative path.");
        }

        foreach (var part in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(part) is ".." or ".")
            {
                throw new InvalidDataException($"The zip's entry {entry.FullName} leads out of its folder.");
            }
        }

        return path;
    }
}
