using Connect.PluginLoading.Catalogue;
using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading;

/// <summary>What a folder, zip or assembly would be as a plugin of this worker, read without loading any of it.</summary>
public sealed record PluginInspection
{
    /// <summary>The name of the folder, zip or assembly.</summary>
    public required string Name { get; init; }

    /// <summary>Its full path.</summary>
    public required string Location { get; init; }

    /// <summary>What it says of itself.</summary>
    public required PluginManifest Manifest { get; init; }

    /// <summary>Its plugin classes, once for each kind.</summary>
    public required IReadOnlyList<PluginDescription> Classes { get; init; }

    /// <summary>The simple names of the assemblies that it carries.</summary>
    public required IReadOnlyList<string> Assemblies { get; init; }

    /// <summary>What keeps it, or a part of it, from being used.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>What may not be as its author thinks.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Reads one.</summary>
    /// <param name="path">A folder, zip or assembly.</param>
    /// <param name="pluginPath">The entries of the plugin path that it would come to; empty if that does not matter.</param>
    /// <param name="hostFolder">The folder of what ships with the host; null for none.</param>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public static PluginInspection Of(string path, IReadOnlyList<string> pluginPath, string? hostFolder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var location = new PluginLocation(full, FormOf(full), ShipsWithHost: false);
        try
        {
            using var files = PluginPathScan.Open(location);
            var scan = new PluginScanner(new AbiSurface()).Scan(files, Path.GetFileNameWithoutExtension(full));
            var errors = new List<string>(scan.Errors);
            var warnings = new List<string>();
            InspectionChecks.Classes(scan, errors, warnings);
            InspectionChecks.Dependencies(scan, files.Paths, errors, warnings);
            InspectionChecks.Others(scan, full, pluginPath, hostFolder, warnings);
            return new PluginInspection
            {
                Name = Path.GetFileName(full),
                Location = full,
                Manifest = scan.Manifest,
                Classes = [.. scan.Classes.SelectMany(found => CatalogueState.Describe(full, found))],
                Assemblies = scan.Needs.Assemblies,
                Errors = errors,
                Warnings = warnings,
            };
        }
        catch (Exception e) when (e is InvalidDataException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return new PluginInspection
            {
                Name = Path.GetFileName(full), Location = full, Manifest = PluginManifest.Empty, Classes = [], Assemblies = [], Errors = [e.Message], Warnings = [],
            };
        }
    }

    private static LocationForm FormOf(string path)
    {
        if (Directory.Exists(path))
        {
            return LocationForm.Folder;
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no folder, zip or assembly at {path}.", path);
        }

        return path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? LocationForm.Assembly : LocationForm.Zip;
    }
}
