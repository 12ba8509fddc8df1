using Connect.PluginLoading.Catalogue;
using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading.Watching;

/// <summary>
/// Tells which places are still being written: those whose files changed since the look before, and those that are torn (half a zip,
/// an assembly that its dependency file names missing) and were touched a moment ago. Not thread-safe.
/// </summary>
internal sealed class Settling(TimeProvider time)
{
    /// <summary>How long nothing may have changed in a place before it is read.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a torn place may stay as it is before it is taken for what it is.</summary>
    public static readonly TimeSpan TornPatience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at all places.</summary>
    /// <param name="locations">The places.</param>
    /// <param name="state">What is known of them.</param>
    /// <param name="unsettled">Those that have to wait.</param>
    /// <returns>Whether a place has settled that is not as it is known.</returns>
    public bool Look(IReadOnlyList<PluginLocation> locations, CatalogueState state, HashSet<string> unsettled)
    {
        var known = state.Slots.ToDictionary(static slot => slot.Location, static slot => slot.Scanned, StringComparer.Ordinal);
        var changed = false;
        var here = new HashSet<string>(StringComparer.Ordinal);
        foreach (var location in locations)
        {
            here.Add(location.Path);
            var stamps = PluginPathScan.Stamps(location, out _);
            if (known.TryGetValue(location.Path, out var scanned) && FileStamp.Same(stamps, scanned.Stamps))
            {
                _seen.Remove(location.Path);
                continue;
            }

            if (IsSettled(location, stamps))
            {
                changed = true;
            }
            else
            {
                unsettled.Add(location.Path);
            }
        }

        foreach (var gone in _seen.Keys.Where(path => !here.Contains(path)).ToArray())
        {
            _seen.Remove(gone);
        }

        return changed || known.Keys.Any(path => !here.Contains(path));
    }

    private bool IsSettled(PluginLocation location, FileStamp[] stamps)
    {
        var now = time.GetTimestamp();
        if (!_seen.TryGetValue(location.Path, out var seen) || !FileStamp.Same(stamps, seen.Stamps))
        {
            _seen[location.Path] = new Seen(stamps, now);
            return false;
        }

        var quiet = time.GetElapsedTime(seen.Since, now);
        return quiet >= Quiet && (quiet >= TornPatience || !Torn.Is(location));
    }

    private sealed record Seen(FileStamp[] Stamps, long Since);
}
