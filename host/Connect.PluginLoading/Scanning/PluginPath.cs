namespace Connect.PluginLoading.Scanning;

/// <summary>Walks the entries of the plugin path: one folder, zip or assembly directly under an entry is one plugin.</summary>
internal sealed class PluginPath
{
    private readonly List<PluginLocation> _locations = [];
    private readonly List<LocationError> _errors = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _jars = [];

    private PluginPath()
    {
    }

    /// <summary>What may be a plugin, in the order of the entries and by name inside one.</summary>
    public IReadOnlyList<PluginLocation> Locations => _locations;

    /// <summary>Entries that can't be read.</summary>
    public IReadOnlyList<LocationError> Errors => _errors;

    /// <summary>Jars and folders that hold nothing but jars.</summary>
    public IReadOnlyList<string> Jars => _jars;

    public static PluginPath Walk(IReadOnlyList<string> entries, string? hostFolder)
    {
        var path = new PluginPath();
        foreach (var folder in Folders(entries))
        {
            path.Walk(folder, shipsWithHost: false);
        }

        foreach (var folder in Folders(hostFolder is null ? [] : [hostFolder]))
        {
            path.Walk(folder, shipsWithHost: true);
        }

        return path;
    }

    /// <summary>The folders that entries name, relative ones from where the worker was started.</summary>
    public static IEnumerable<string> Folders(IEnumerable<string> entries) => entries
        .Where(static entry => !string.IsNullOrWhiteSpace(entry))
        .Select(static entry => Path.TrimEndingDirectorySeparator(Path.GetFullPath(entry.Trim())));

    private void Walk(string full, bool shipsWithHost)
    {
        if (!_seen.Add(full))
        {
            return;
        }

        if (!Directory.Exists(full))
        {
            _errors.Add(new LocationError(full, File.Exists(full)
                ? "This entry of plugin.path is a file. Name the folder that it lies in."
                : "This entry of plugin.path does not exist. Make the folder, or take it out of plugin.path."));
            return;
        }

        try
        {
            var found = new List<FileSystemInfo>(new DirectoryInfo(full).EnumerateFileSystemInfos());
            found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            foreach (var item in found)
            {
                Add(item, shipsWithHost);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _errors.Add(new LocationError(full, $"This entry of plugin.path can't be read: {e.Message}"));
        }
    }

    private void Add(FileSystemInfo item, bool shipsWithHost)
    {
        if (item.Name.StartsWith('.'))
        {
            return;
        }

        if (item is DirectoryInfo)
        {
            _locations.Add(new PluginLocation(item.FullName, LocationForm.Folder, shipsWithHost));
        }
        else if (Is(item, ".zip"))
        {
            _locations.Add(new PluginLocation(item.FullName, LocationForm.Zip, shipsWithHost));
        }
        else if (Is(item, ".dll"))
        {
            _locations.Add(new PluginLocation(item.FullName, LocationForm.Assembly, shipsWithHost));
        }
        else if (Is(item, ".jar"))
        {
            _jars.Add(item.FullName);
        }
    }

    private static bool Is(FileSystemInfo item, string extension) =>
        item.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase);
}
