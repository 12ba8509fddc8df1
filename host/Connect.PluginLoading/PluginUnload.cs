namespace Connect.PluginLoading;

/// <summary>A plugin that nobody uses any more and that is not gone from memory yet.</summary>
public sealed record PluginUnload
{
    /// <summary>The name of the folder, zip or assembly that it was.</summary>
    public required string Name { get; init; }

    /// <summary>Where it lay.</summary>
    public required string Location { get; init; }

    /// <summary>When its last user was gone.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether something holds it after all that the host can do; false while it is under way.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>How many times the host has let go of what holds it.</summary>
    public required int Rounds { get; init; }

    /// <summary>How many holders were let go of, by the release that did it.</summary>
    public required IReadOnlyDictionary<string, int> Released { get; init; }

    /// <summary>What holds it; null while it is under way.</summary>
    public required string? Reason { get; init; }
}
