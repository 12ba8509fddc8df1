using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Scanning;

/// <summary>Scans locations, those that are new or changed in parallel.</summary>
internal static class PluginPathScan
{
    public static IReadOnlyList<ScannedLocation> Run(IReadOnlyList<PluginLocation> locations, string cacheFolder, ILogger logger)
    {
        var abi = new AbiSurface();
        var cache = new ScanCache(cacheFolder, abi.Identity, logger);
        var found = new ScannedLocation?[locations.Count];
        var stamps = new FileStamp[locations.Count][];
        var touched = new List<int>();
        for (var i = 0; i < locations.Count; i++)
        {
            stamps[i] = Stamps(locations[i], out var error);
            found[i] = error is not null ? Broken(locations[i], error) : cache.Untouched(locations[i], stamps[i]);
            if (found[i] is null)
            {
                touched.Add(i);
            }
        }

        if (touched.Count > 0)
        {
            var scanner = new PluginScanner(abi);
            Parallel.ForEach(touched, i => found[i] = Scan(scanner, cache, locations[i], stamps[i]));
            foreach (var i in touched)
            {
                cache.Set(found[i]!);
            }
        }

        cache.Save();
        return found!;
    }

    /// <summary>The files of a location.</summary>
    public static IPluginFiles Open(PluginLocation location) => location.Form switch
    {
        LocationForm.Folder => LooseFiles.OfFolder(location.Path),
        LocationForm.Zip => ZipFiles.OfZip(location.Path),
        LocationForm.Assembly => LooseFiles.OfAssembly(location.Path),
        _ => throw new ArgumentOutOfRangeException(nameof(location), location.Form, "Not a form of plugin"),
    };

    /// <summary>A location's files as they are now.</summary>
    /// <param name="location">The location.</param>
    /// <param name="error">Why they can't be told; null where they can.</param>
    public static FileStamp[] Stamps(PluginLocation location, out string? error)
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
    private static ScannedLocation Scan(PluginScanner scanner, ScanCache cache, PluginLocation location, FileStamp[] stamps)
    {
        try
        {
            using var files = Open(location);

            // What ships with the host does not change under it, and its start does not wait for it to be read.
            var content = location.ShipsWithHost ? null : ContentHash.Of(location, files);
            return cache.Unchanged(location, stamps, content) ?? new ScannedLocation(
                location,
                scanner.Scan(files, location.Form == LocationForm.Folder ? Path.GetFileName(location.Path) : Path.GetFileNameWithoutExtension(location.Path)),
                stamps,
                content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidDataException
            or NotSupportedException or OverflowException)
        {
            return Broken(location, $"It can't be read: {e.Message}") with { Stamps = stamps };
        }
    }

    private static ScannedLocation Broken(PluginLocation location, string error) =>
        new(location, new ScannedPlugin([], [], [error], NeedsSurvey.None, false, PluginManifest.Empty), [], null);
}
