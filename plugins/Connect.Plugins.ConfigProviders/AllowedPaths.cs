using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Plugins.ConfigProviders;

/// <summary>The setting <c>allowed.paths</c>: under which paths a provider may read; anywhere without it. Immutable.</summary>
/// <remarks>Paths are compared as they are written, without following links, as Java's providers do.</remarks>
internal sealed class AllowedPaths
{
    public const string Setting = "allowed.paths";

    private readonly string[]? allowed;

    /// <exception cref="ConfigException">A path is not absolute or does not exist.</exception>
    public AllowedPaths(IReadOnlyDictionary<string, string?> settings)
    {
        if (settings.GetValueOrDefault(Setting) is { Length: > 0 } text)
        {
            allowed = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Checked)];
        }
    }

    public static ConfigDef Definition { get; } = new ConfigDef().Define(
        Setting,
        ConfigType.String,
        null,
        Importance.Medium,
        "The absolute paths that may be read, with what is below them, with commas between; any if missing.");

    /// <summary>The path to read; null where it may not be read.</summary>
    public string? Open(string path)
    {
        if (allowed is null)
        {
            return path;
        }

        if (!Path.IsPathFullyQualified(path))
        {
            return null;
        }

        var full = Path.GetFullPath(path);
        return Array.Exists(allowed, a => full == a || full.StartsWith(a + Path.DirectorySeparatorChar, StringComparison.Ordinal)) ? full : null;
    }

    private static string Checked(string path)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            throw new ConfigException($"Path {path} of {Setting} is not absolute");
        }

        var full = Path.GetFullPath(path);
        if (!Path.Exists(full))
        {
            throw new ConfigException($"Path {full} of {Setting} does not exist");
        }

        // The root becomes empty: everything is below it.
        return full.TrimEnd(Path.DirectorySeparatorChar);
    }
}
