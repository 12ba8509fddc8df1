namespace Connect.PluginLoading;

/// <summary>Where a worker's plugins are.</summary>
public sealed class PluginCatalogueOptions
{
    /// <summary>The entries of the setting <c>plugin.path</c>, in their order. What is found there can be unloaded.</summary>
    public IReadOnlyList<string> PluginPath { get; init; } = [];

    /// <summary>
    /// The folder of what ships with the host; scanned after the entries, loaded in place and never unloaded. Null for none.
    /// </summary>
    public string? HostFolder { get; init; }

    /// <summary>
    /// A folder of this machine for what can be made again: scans, unpacked zips, private copies of plugins in use. Made where it
    /// is missing; several workers may use the same one.
    /// </summary>
    public required string CacheFolder { get; init; }

    /// <summary>How often the folders are looked through when the system tells of no change.</summary>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How plugins that nobody uses any more are unloaded.</summary>
    public PluginUnloadOptions Unloading { get; init; } = new();
}
