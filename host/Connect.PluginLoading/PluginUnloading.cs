namespace Connect.PluginLoading;

/// <summary>How it stands with the plugins that nobody uses any more.</summary>
public sealed record PluginUnloading
{
    /// <summary>Those that are not gone from memory yet; those that something holds come first.</summary>
    public required IReadOnlyList<PluginUnload> Unloads { get; init; }

    /// <summary>How many are gone since the start.</summary>
    public required long Unloaded { get; init; }

    /// <summary>How many full collections the process made for them.</summary>
    public required int Collections { get; init; }

    /// <summary>The longest that all threads stood still for one of these.</summary>
    public required TimeSpan LongestPause { get; init; }

    /// <summary>
    /// The native libraries of plugins that the process has mapped: the runtime never unmaps one, but a plugin with the same content uses it again.
    /// </summary>
    public required IReadOnlyList<string> NativeLibraries { get; init; }

    /// <summary>What this runtime lacks of what releases need, a sentence each: those are off. Empty as long as none was found.</summary>
    public required IReadOnlyList<string> MissingReleases { get; init; }
}
