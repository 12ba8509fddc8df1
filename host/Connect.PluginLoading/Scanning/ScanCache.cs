using System.Text;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Scanning;

/// <summary>
/// Remembers scans between starts, told by the stamps of all files that a plugin has. What can't be read is made again; the file
/// is replaced as a whole, so that workers that share it never see half of it. Not thread-safe.
/// </summary>
internal sealed partial class ScanCache
{
    private const string Format = "connect-plugin-scans 4";
    private const int MaximumEntries = 2_000;
    private readonly string _file;
    private readonly Guid _abi;
    private readonly ILogger _logger;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private bool _changed;

    public ScanCache(string folder, Guid abi, ILogger logger)
    {
        _file = Path.Combine(folder, "scans.bin");
        _abi = abi;
        _logger = logger;
        Load();
    }

    /// <summary>The scan of a location whose files have not been touched since.</summary>
    public ScannedLocation? Untouched(PluginLocation location, FileStamp[] stamps) =>
        _entries.TryGetValue(location.Path, out var entry) && FileStamp.Same(stamps, entry.Stamps)
            ? new ScannedLocation(location, entry.Scan, stamps, entry.Content)
            : null;

    /// <summary>The scan of a location whose files were touched but hold what they held.</summary>
    public ScannedLocation? Unchanged(PluginLocation location, FileStamp[] stamps, string? content) =>
        content is not null && _entries.TryGetValue(location.Path, out var entry) && entry.Content == content
            ? new ScannedLocation(location, entry.Scan, stamps, content)
            : null;

    /// <summary>Remembers a scan; one with errors is made again at the next start, since they may be gone by then.</summary>
    public void Set(ScannedLocation scanned)
    {
        if (scanned.Scan.Errors.Count == 0)
        {
            _entries[scanned.Location.Path] = new Entry(scanned.Stamps, scanned.Content, scanned.Scan);
            _changed = true;
        }
        else
        {
            _changed |= _entries.Remove(scanned.Location.Path);
        }
    }

    /// <summary>Writes the file, where something is new. Starts that can't write it scan again.</summary>
    public void Save()
    {
        if (!_changed)
        {
            return;
        }

        var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            Write(writer);
        }

        var temporary = _file + "." + Guid.NewGuid().ToString("N");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.WriteAllBytes(temporary, content.GetBuffer().AsSpan(0, (int)content.Length));
            File.Move(temporary, _file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(_logger, _file, e.Message);
        }
    }

    private void Load()
    {
        try
        {
            if (File.Exists(_file))
            {
                using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(_file)), Encoding.UTF8);
                Read(reader);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException or OverflowException)
        {
            _entries.Clear();
            Log.NotLoaded(_logger, _file, e.Message);
        }
    }

    private void Read(BinaryReader reader)
    {
        if (reader.ReadString() != Format || new Guid(reader.ReadBytes(16)) != _abi)
        {
            return;
        }

        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var location = reader.ReadString();
            var stamps = Many(reader, static r => new FileStamp(r.ReadString(), r.ReadInt64(), r.ReadInt64(), r.ReadUInt64()));
            _entries[location] = new Entry(stamps, Optional(reader), ReadScan(reader));
        }
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(Format);
        writer.Write(_abi.ToByteArray());
        var known = _entries.Where(static entry => File.Exists(entry.Key) || Directory.Exists(entry.Key)).Take(MaximumEntries).ToArray();
        writer.Write(known.Length);
        foreach (var (location, entry) in known)
        {
            writer.Write(location);
            Many(writer, entry.Stamps, static (w, stamp) =>
            {
                w.Write(stamp.Path);
                w.Write(stamp.Size);
                w.Write(stamp.Modified);
                w.Write(stamp.Inode);
            });
            Optional(writer, entry.Content);
            WriteScan(writer, entry.Scan);
        }
    }

    private static ScannedPlugin ReadScan(BinaryReader reader)
    {
        var classes = Many(reader, static r => new ScannedClass(
            r.ReadString(), Optional(r), r.ReadString(), (ClassKinds)r.ReadInt32(), r.ReadString(), r.ReadString()));
        var passedOver = Many(reader, static r => new PassedOver(r.ReadString(), r.ReadString(), r.ReadBoolean()));
        var needs = new LoadingNeeds(
            Optional(reader),
            Many(reader, static r => r.ReadString()),
            Many(reader, static r => r.ReadString()),
            Many(reader, static r => new OutsideReference(r.ReadString(), Version.Parse(r.ReadString()))),
            Many(reader, static r => new OutsideReference(r.ReadString(), Version.Parse(r.ReadString()))),
            Many(reader, static r => r.ReadString()),
            reader.ReadBoolean(),
            reader.ReadBoolean(),
            reader.ReadBoolean());
        return new ScannedPlugin(classes, passedOver, [], needs, reader.ReadBoolean(), ReadManifest(reader));
    }

    private static PluginManifest ReadManifest(BinaryReader reader) => new()
    {
        Name = Optional(reader),
        Version = Optional(reader),
        Title = Optional(reader),
        Description = Optional(reader),
        Author = Optional(reader),
        Licence = Optional(reader),
        Documentation = Optional(reader),
        MinimalAbi = Optional(reader),
    };

    private static void WriteManifest(BinaryWriter writer, PluginManifest manifest)
    {
        Optional(writer, manifest.Name);
        Optional(writer, manifest.Version);
        Optional(writer, manifest.Title);
        Optional(writer, manifest.Description);
        Optional(writer, manifest.Author);
        Optional(writer, manifest.Licence);
        Optional(writer, manifest.Documentation);
        Optional(writer, manifest.MinimalAbi);
    }

    private static void WriteScan(BinaryWriter writer, ScannedPlugin scan)
    {
        Many(writer, scan.Classes, static (w, found) =>
        {
            w.Write(found.TypeName);
            Optional(w, found.ContractName);
            w.Write(found.Version);
            w.Write((int)found.Kinds);
            w.Write(found.AssemblyName);
            w.Write(found.AssemblyPath);
        });
        Many(writer, scan.PassedOver, static (w, passed) =>
        {
            w.Write(passed.TypeName);
            w.Write(passed.Reason);
            w.Write(passed.IsExpected);
        });
        var needs = scan.Needs;
        Optional(writer, needs.Main);
        Many(writer, needs.Folders, static (w, text) => w.Write(text));
        Many(writer, needs.Assemblies, static (w, text) => w.Write(text));
        Many(writer, needs.References, WriteReference);
        Many(writer, needs.SharedCopies, WriteReference);
        Many(writer, needs.NativeLibraries, static (w, text) => w.Write(text));
        writer.Write(needs.HasDependencyFile);
        writer.Write(needs.HasPlatformFiles);
        writer.Write(needs.LoadsByName);
        writer.Write(scan.HasOnlyJars);
        WriteManifest(writer, scan.Manifest);
    }

    private static void WriteReference(BinaryWriter writer, OutsideReference reference)
    {
        writer.Write(reference.Name);
        writer.Write(reference.Version.ToString());
    }

    private static T[] Many<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > reader.BaseStream.Length)
        {
            throw new FormatException("A list has no sensible length.");
        }

        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read(reader);
        }

        return items;
    }

    private static void Many<T>(BinaryWriter writer, IReadOnlyList<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            write(writer, item);
        }
    }

    private static string? Optional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void Optional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private sealed record Entry(FileStamp[] Stamps, string? Content, ScannedPlugin Scan);
}
