namespace Connect.PluginLoading;

/// <summary>What the host may do to get rid of a plugin that nobody uses any more.</summary>
public enum UnloadReleases
{
    /// <summary>All that is known to help.</summary>
    All,

    /// <summary>Nothing that needs private members of the runtime, and nothing that touches what the whole process shares.</summary>
    Safe,

    /// <summary>Only the unload itself.</summary>
    None,
}

/// <summary>How plugins are unloaded.</summary>
public sealed record PluginUnloadOptions
{
    /// <summary>What is let go of on behalf of a plugin.</summary>
    public UnloadReleases Releases { get; init; } = UnloadReleases.All;

    /// <summary>
    /// Whether threads that still wait in the plugin's code are interrupted when the releases did not help. To find them, the process writes
    /// a dump of itself, as for <see cref="Explain"/>.
    /// </summary>
    public bool InterruptThreads { get; init; }

    /// <summary>
    /// Whether the process may write a dump of itself, to a private file that is deleted, to find out what still holds a plugin. A dump
    /// holds all secrets that the process knows.
    /// </summary>
    public bool Explain { get; init; }

    /// <summary>The least time between two blocking full collections that unloading asks for, in the whole process.</summary>
    public TimeSpan CollectionInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the plugin's own clean-up may take before the unload goes on without it.</summary>
    public TimeSpan CleanUpTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
