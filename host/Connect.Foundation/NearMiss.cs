namespace Connect.Foundation;

/// <summary>Finds what a misspelt name may have meant.</summary>
public static class NearMiss
{
    /// <summary>The candidates that are only a few letters away from a name, the nearest first.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="candidates">The names that there are.</param>
    /// <param name="max">How many to give at most.</param>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates, int max = 3)
    {
        var limit = Math.Max(1, Math.Min(3, name.Length / 4));
        var found = new List<(int Distance, string Name)>();
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) <= limit)
            {
                var distance = Distance(name, candidate);
                if (distance <= limit)
                {
                    found.Add((distance, candidate));
                }
            }
        }

        found.Sort((one, other) => one.Distance != other.Distance
            ? one.Distance.CompareTo(other.Distance)
            : string.CompareOrdinal(one.Name, other.Name));
        return [.. found.Take(max).Select(near => near.Name)];
    }

    // Letters to insert, remove, replace or swap with their neighbour; case does not count.
    private static int Distance(string one, string other)
    {
        var beforeLast = new int[other.Length + 1];
        var last = new int[other.Length + 1];
        var current = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = Same(one[i - 1], other[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[other.Length];
    }

    private static bool Same(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
