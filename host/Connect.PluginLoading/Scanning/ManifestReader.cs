using System.Text.Json;

namespace Connect.PluginLoading.Scanning;

/// <summary>Reads a plugin's manifest, and from an assembly what that does not say.</summary>
internal static class ManifestReader
{
    private const string Attributes = "System.Reflection.Assembly";

    /// <summary>Larger ones are not read.</summary>
    private const int MaximumBytes = 1 << 20;

    /// <summary>Reads <c>manifest.json</c>.</summary>
    /// <param name="files">The plugin's files.</param>
    /// <param name="path">Where it would be.</param>
    /// <param name="errors">Gets what is wrong with it.</param>
    /// <returns>An empty one where there is none that can be read.</returns>
    public static PluginManifest Read(IPluginFiles files, string path, List<string> errors)
    {
        if (!files.Paths.Contains(path))
        {
            return PluginManifest.Empty;
        }

        try
        {
            using var content = files.Open(path);
            if (content.Length > MaximumBytes)
            {
                errors.Add($"{path} is not read: it has {content.Length} bytes; {MaximumBytes} are the most.");
                return PluginManifest.Empty;
            }

            using var manifest = JsonDocument.Parse(content);
            return manifest.RootElement.ValueKind == JsonValueKind.Object ? Of(manifest.RootElement) : PluginManifest.Empty;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            errors.Add($"{path} can't be read: {e.Message}");
            return PluginManifest.Empty;
        }
    }

    /// <summary>The manifest, with an assembly's attributes where it says nothing.</summary>
    public static PluginManifest Complete(PluginManifest manifest, AssemblyMetadata assembly, string version)
    {
        var attributes = assembly.Reader.GetAssemblyDefinition().GetCustomAttributes();
        return manifest with
        {
            Name = manifest.Name ?? assembly.Name,
            Version = manifest.Version ?? version,
            Title = manifest.Title ?? Attribute("TitleAttribute"),
            Description = manifest.Description ?? Attribute("DescriptionAttribute"),
            Author = manifest.Author ?? Attribute("CompanyAttribute"),
        };

        string? Attribute(string name) => assembly.TextOf(attributes, Attributes + name) is { Length: > 0 } text ? text : null;
    }

    private static PluginManifest Of(JsonElement manifest) => new()
    {
        Name = Text(manifest, "name"),
        Version = Text(manifest, "version"),
        Title = Text(manifest, "title"),
        Description = Text(manifest, "description"),
        Author = Part(manifest, "owner", "name") ?? Text(manifest, "author"),
        Licence = Names(manifest, "license"),
        Documentation = Text(manifest, "documentation_url"),
        MinimalAbi = Text(manifest, "min_abi_version"),
    };

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Part(JsonElement of, string name, string part) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? Text(value, part) : null;

    private static string? Names(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array)
        {
            return Text(of, name);
        }

        var names = string.Join(", ", value.EnumerateArray()
            .Select(static one => one.ValueKind == JsonValueKind.Object ? Text(one, "name") : null)
            .OfType<string>());
        return names.Length == 0 ? null : names;
    }
}
