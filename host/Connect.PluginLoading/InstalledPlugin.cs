namespace Connect.PluginLoading;

/// <summary>How far a plugin is.</summary>
public enum PluginState
{
    /// <summary>It can be used; nothing of it is loaded.</summary>
    Available,

    /// <summary>It is loaded.</summary>
    Loaded,

    /// <summary>Its place holds something else now, or nothing: it is not offered any more, and what uses it goes on.</summary>
    Retired,

    /// <summary>It can't be used; its errors say why.</summary>
    Broken,
}

/// <summary>A plugin as it lies, or lay, in a plugin folder.</summary>
public sealed record InstalledPlugin
{
    /// <summary>The name of its folder, zip or assembly.</summary>
    public required string Name { get; init; }

    /// <summary>Its full path.</summary>
    public required string Location { get; init; }

    /// <summary><c>folder</c>, <c>zip</c> or <c>assembly</c>.</summary>
    public required string Form { get; init; }

    /// <summary>Whether it came with the host.</summary>
    public required bool ShipsWithHost { get; init; }

    /// <summary>How far it is.</summary>
    public required PluginState State { get; init; }

    /// <summary>What it says of itself.</summary>
    public required PluginManifest Manifest { get; init; }

    /// <summary>Its classes.</summary>
    public required IReadOnlyList<PluginDescription> Classes { get; init; }

    /// <summary>The simple names of the assemblies that it carries.</summary>
    public required IReadOnlyList<string> Dependencies { get; init; }

    /// <summary>Who uses it now.</summary>
    public required IReadOnlyList<PluginUse> Uses { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required IReadOnlyList<string> Errors { get; init; }
}
