using System.Text;

namespace Connect.PluginLoading.Catalogue;

/// <summary>
/// Which versions will do, as Maven writes it: <c>[1.0,2.0)</c>, <c>(,1.0],[1.2,)</c>. A bare version stands for exactly that one,
/// as Connect takes it. Immutable.
/// </summary>
internal sealed class VersionRange
{
    private readonly IReadOnlyList<Interval> _intervals;

    private VersionRange(IReadOnlyList<Interval> intervals) => _intervals = intervals;

    /// <summary>Reads what a configuration asks for.</summary>
    /// <param name="text">The text; null, nothing, or <c>latest</c> for the newest.</param>
    /// <returns>The range; null where the newest is asked for.</returns>
    /// <exception cref="FormatException">It is no version and no range.</exception>
    public static VersionRange? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Equals("latest", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var spec = text.Trim();
        return new VersionRange(Parse(spec[0] is '[' or '(' ? spec : $"[{spec}]", spec));
    }

    /// <summary>Whether a version will do.</summary>
    public bool Contains(MavenVersion version)
    {
        foreach (var interval in _intervals)
        {
            if (interval.Contains(version))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => string.Join(",", _intervals);

    private static List<Interval> Parse(string spec, string given)
    {
        var intervals = new List<Interval>();
        var rest = spec;
        while (rest.Length > 0 && rest[0] is '[' or '(')
        {
            var end = rest.AsSpan().IndexOfAny(']', ')');
            if (end < 0)
            {
                throw Wrong(given, "a bracket is not closed");
            }

            var interval = Interval.Parse(rest[..(end + 1)], given);
            if (intervals.Count > 0 && (intervals[^1].Upper is not { } before || interval.Lower is not { } lower || lower.CompareTo(before) < 0))
            {
                throw Wrong(given, "its ranges overlap");
            }

            intervals.Add(interval);
            rest = rest[(end + 1)..].Trim();
            if (rest.StartsWith(','))
            {
                rest = rest[1..].Trim();
            }
        }

        return rest.Length == 0 ? intervals : throw Wrong(given, $"'{rest}' is in no brackets");
    }

    private static FormatException Wrong(string given, string reason) => new(
        $"'{given}' is no version and no range of versions: {reason}. Give a version (1.2.0), a range ([1.0,2.0), or several in a row with commas), or latest.");

    private sealed record Interval(MavenVersion? Lower, bool WithLower, MavenVersion? Upper, bool WithUpper)
    {
        public static Interval Parse(string text, string given)
        {
            var withLower = text[0] == '[';
            var withUpper = text[^1] == ']';
            var bounds = text[1..^1].Trim();
            var comma = bounds.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0)
            {
                if (!withLower || !withUpper || bounds.Length == 0)
                {
                    throw Wrong(given, "a single version stands in [ and ]");
                }

                var only = new MavenVersion(bounds);
                return new Interval(only, true, only, true);
            }

            var lower = Bound(bounds[..comma]);
            var upper = Bound(bounds[(comma + 1)..]);
            if (lower is not null && upper is not null)
            {
                var order = upper.CompareTo(lower);
                if (order < 0 || (order == 0 && !(withLower && withUpper)))
                {
                    throw Wrong(given, $"{upper.Text} is not after {lower.Text}");
                }
            }

            return new Interval(lower, withLower, upper, withUpper);
        }

        public bool Contains(MavenVersion version)
        {
            if (Lower is not null)
            {
                var order = version.CompareTo(Lower);
                if (order < 0 || (order == 0 && !WithLower))
                {
                    return false;
                }
            }

            if (Upper is not null)
            {
                var order = version.CompareTo(Upper);
                return order < 0 || (order == 0 && WithUpper);
            }

            return true;
        }

        public override string ToString() => new StringBuilder()
            .Append(WithLower ? '[' : '(').Append(Lower?.Text).Append(',').Append(Upper?.Text).Append(WithUpper ? ']' : ')').ToString();

        private static MavenVersion? Bound(string text) => string.IsNullOrWhiteSpace(text) ? null : new MavenVersion(text.Trim());
    }
}
