namespace Connect.Host;

/// <summary>Where the host finds what it ships and keeps what can be made again.</summary>
internal static class HostFolders
{
    /// <summary>The plugins that ship with the host: <c>plugin.path</c> beside the worker, or, in the repository, above what was built.</summary>
    public static string? Plugins => Existing(Path.Combine(AppContext.BaseDirectory, "plugin.path"))
        ?? Existing(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "plugin.path")))
        ?? Existing(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "plugin.path")));

    /// <summary>The user's cache folder for scans and private copies of plugins.</summary>
    public static string PluginCache => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } local
            ? local
            : Path.GetTempPath(),
        "connect-worker",
        "plugins");

    /// <summary>The folder feed with the packages that authors of plugins need; made by the build, beside the worker.</summary>
    public static string Feed => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "feed"));

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;
}
