namespace Connect.PluginLoading.Scanning;

/// <summary>A location with what a scan found there.</summary>
/// <param name="Location">The location.</param>
/// <param name="Scan">What it holds.</param>
/// <param name="Stamps">Its files as they were then; empty where they could not be read.</param>
/// <param name="Content">Its content as <see cref="ContentHash"/> tells it; null where that was not asked for.</param>
internal sealed record ScannedLocation(PluginLocation Location, ScannedPlugin Scan, FileStamp[] Stamps, string? Content)
{
    /// <summary>Whether nothing has come or gone between two looks at the same place.</summary>
    public bool HoldsTheSameAs(ScannedLocation other) =>
        Location == other.Location
        && (FileStamp.Same(Stamps, other.Stamps) || (Content is not null && Content == other.Content))
        && Scan.Errors.SequenceEqual(other.Scan.Errors, StringComparer.Ordinal);
}
