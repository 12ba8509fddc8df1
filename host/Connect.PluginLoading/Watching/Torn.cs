using System.Reflection.PortableExecutable;
using System.Text.Json;
using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading.Watching;

/// <summary>Whether a place looks as if only half of it had been copied yet.</summary>
internal static class Torn
{
    public static bool Is(PluginLocation location)
    {
        try
        {
            using var files = PluginPathScan.Open(location);
            var layout = PluginLayout.Of(files.Paths);
            return layout.Assemblies.Count == 0
                ? !files.Paths.Any(static p => p.EndsWith(".jar", StringComparison.OrdinalIgnoreCase))
                : layout.Assemblies.Any(path => IsCutOff(files, path)) || files.Paths.Any(path => NamesMore(files, layout, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or BadImageFormatException or JsonException)
        {
            // Half a zip has no directory at its end.
            return true;
        }
    }

    /// <summary>The headers of an assembly say how long it is.</summary>
    private static bool IsCutOff(IPluginFiles files, string path)
    {
        using var content = files.Open(path);
        using var reader = new PEReader(content);
        foreach (var section in reader.PEHeaders.SectionHeaders)
        {
            if (section.PointerToRawData + (long)section.SizeOfRawData > content.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A dependency file names the assemblies that lie beside it.</summary>
    private static bool NamesMore(IPluginFiles files, PluginLayout layout, string path)
    {
        if (!path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        using var content = files.Open(path);
        using var document = JsonDocument.Parse(content);
        if (!document.RootElement.TryGetProperty("targets", out var targets))
        {
            return false;
        }

        var there = layout.Assemblies.Select(static a => Path.GetFileName(a)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var library in targets.EnumerateObject().SelectMany(static target => target.Value.EnumerateObject()))
        {
            if (library.Value.TryGetProperty("runtime", out var runtime)
                && runtime.EnumerateObject().Any(file => !there.Contains(Path.GetFileName(file.Name)) && !SharedAssemblies.Contains(Path.GetFileNameWithoutExtension(file.Name))))
            {
                return true;
            }
        }

        return false;
    }
}
