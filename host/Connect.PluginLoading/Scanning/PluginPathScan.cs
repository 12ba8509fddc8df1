using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Scanning;

/// <summary>A location with what a scan found there.</summary>
/// <param name="Location">The location.</param>
/// <param name="Scan">What it holds.</param>
internal sealed record ScannedLocation(PluginLocation Location, ScannedPlugin Scan);

/// <summary>Scans all locations, those that are new or changed in parallel.</summary>
internal static class PluginPathScan
{
    public static IReadOnlyList<ScannedLocation> Run(IReadOnlyList<PluginLocation> locations, string cacheFolder, ILogger logger)
    {
        var abi = new AbiSurface();
        var cache = new ScanCache(cacheFolder, abi.Identity, logger);
        var scans = new ScannedPlugin?[locations.Count];
        var stamps = new FileStamp[locations.Count][];
        var changed = new List<PluginLocation>();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < locations.Count; i++)
        {
            stamps[i] = Stamps(locations[i], out var error);
            if (error is not null)
            {
                scans[i] = Broken(error);
            }
            else if (cache.TryGet(locations[i].Path, stamps[i], out var scan))
            {
                scans[i] = scan;
            }
            else
            {
                changed.Add(locations[i]);
                indices.Add(locations[i].Path, i);
            }
        }

        if (changed.Count > 0)
        {
            var scanner = new PluginScanner(abi);
            Parallel.ForEach(changed, location => scans[indices[location.Path]] = Scan(scanner, location));
            foreach (var location in changed)
            {
                cache.Set(location.Path, stamps[indices[location.Path]], scans[indices[location.Path]]!);
            }
        }

        cache.Save();
        var found = new ScannedLocation[locations.Count];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = new ScannedLocation(locations[i], scans[i]!);
        }

        return found;
    }

    /// <summary>The files of a location.</summary>
    public static IPluginFiles Open(PluginLocation location) => location.Form switch
    {
        LocationForm.Folder => LooseFiles.OfFolder(location.Path),
        LocationForm.Zip => ZipFiles.OfZip(location.Path),
        LocationForm.Assembly => LooseFiles.OfAssembly(location.Path),
        _ => throw new ArgumentOutOfRangeException(nameof(location), location.Form, "Not a form of plugin"),
    };

    private static FileStamp[] Stamps(PluginLocation location, out string? error)
    {
        error = null;
        try
        {
            if (location.Form == LocationForm.Zip)
            {
                return [FileStamp.Of(string.Empty, new FileInfo(location.Path))];
            }

            using var files = (LooseFiles)Open(location);
            var stamps = new FileStamp[files.Paths.Count];
            for (var i = 0; i < stamps.Length; i++)
            {
                stamps[i] = files.Stamp(files.Paths[i]);
            }

            return stamps;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"It can't be read: {e.Message}";
            return [];
        }
    }

    /// <summary>Whatever is wrong with one plugin's files is that plugin's error alone.</summary>
    private static ScannedPlugin Scan(PluginScanner scanner, PluginLocation location)
    {
        try
        {
            using var files = Open(location);
            return scanner.Scan(files, location.Form == LocationForm.Folder
                ? Path.GetFileName(location.Path)
                : Path.GetFileNameWithoutExtension(location.Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidDataException
            or NotSupportedException or OverflowException)
        {
            return Broken($"It can't be read: {e.Message}");
        }
    }

    private static ScannedPlugin Broken(string error) => new([], [], [error], NeedsSurvey.None, false);
}
