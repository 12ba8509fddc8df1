using System.Globalization;

namespace Connect.Host.Demo;

/// <summary>Whether what arrived is what was sent: every line once, in order.</summary>
internal static class Comparison
{
    private const int Shown = 3;

    /// <summary>Compares.</summary>
    /// <param name="sent">What was sent; no two lines are equal.</param>
    /// <param name="arrived">What arrived.</param>
    /// <returns>What differs, a sentence each; empty when nothing does.</returns>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> sent, IReadOnlyList<string> arrived)
    {
        if (sent.SequenceEqual(arrived, StringComparer.Ordinal))
        {
            return [];
        }

        var counts = new int[sent.Count];
        var places = new Dictionary<string, int>(sent.Count, StringComparer.Ordinal);
        for (var i = 0; i < sent.Count; i++)
        {
            places[sent[i]] = i;
        }

        var unknown = new List<string>();
        var misplaced = new List<string>();
        var furthest = -1;
        foreach (var line in arrived)
        {
            if (!places.TryGetValue(line, out var place))
            {
                unknown.Add(line);
                continue;
            }

            if (counts[place]++ == 0)
            {
                if (place < furthest)
                {
                    misplaced.Add(line);
                }

                furthest = Math.Max(furthest, place);
            }
        }

        var differences = new List<string>();
        Add(differences, "did not arrive", [.. sent.Where((_, i) => counts[i] == 0)]);
        Add(differences, "arrived more than once", [.. sent.Where((_, i) => counts[i] > 1)]);
        Add(differences, "arrived after a later one", misplaced);
        Add(differences, "arrived and had not been sent", unknown);
        return differences;
    }

    private static void Add(List<string> differences, string what, List<string> lines)
    {
        if (lines.Count > 0)
        {
            var more = lines.Count > Shown ? ", …" : string.Empty;
            differences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{lines.Count:N0} {(lines.Count == 1 ? "line" : "lines")} {what}: {string.Join(", ", lines.Take(Shown).Select(l => $"<{l}>"))}{more}"));
        }
    }
}
