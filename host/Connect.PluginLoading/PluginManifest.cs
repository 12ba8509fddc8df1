namespace Connect.PluginLoading;

/// <summary>
/// What a plugin says of itself: in <c>manifest.json</c>, with the names that Connect's component archives use, and where that says
/// nothing, in the attributes of its first assembly with plugin classes. Null for what neither says.
/// </summary>
public sealed record PluginManifest
{
    /// <summary>A manifest that says nothing.</summary>
    public static PluginManifest Empty { get; } = new();

    /// <summary>Its name: <c>name</c>, or the assembly's.</summary>
    public string? Name { get; init; }

    /// <summary>Its version: <c>version</c>, or the assembly's.</summary>
    public string? Version { get; init; }

    /// <summary>Its name for people: <c>title</c>, or <c>AssemblyTitle</c>.</summary>
    public string? Title { get; init; }

    /// <summary>What it is for: <c>description</c>, or <c>AssemblyDescription</c>.</summary>
    public string? Description { get; init; }

    /// <summary>Who made it: <c>owner.name</c> or <c>author</c>, or <c>AssemblyCompany</c>.</summary>
    public string? Author { get; init; }

    /// <summary>Its licences, with commas between: <c>license[].name</c> or <c>license</c>.</summary>
    public string? Licence { get; init; }

    /// <summary>Where its documentation is: <c>documentation_url</c>.</summary>
    public string? Documentation { get; init; }

    /// <summary>The lowest version of the ABI that it works with: <c>min_abi_version</c>.</summary>
    public string? MinimalAbi { get; init; }
}
