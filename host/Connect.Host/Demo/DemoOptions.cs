namespace Connect.Host.Demo;

/// <summary>What a user can ask of the demo.</summary>
internal sealed record DemoOptions
{
    /// <summary>Ends after the proof instead of serving on.</summary>
    public bool Exit { get; init; }

    /// <summary>The folder to work in, new or empty; null for a fresh one under the temporary folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Lines to copy.</summary>
    public int Lines { get; init; } = 100_000;

    /// <summary>How long the way to the proof may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);
}
