namespace Connect.PluginLoading.Catalogue;

/// <summary>Finds the names that someone who mistyped one may have meant.</summary>
internal static class NearNames
{
    private const int MaximumLength = 200;
    private const int MaximumNames = 3;

    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> names)
    {
        if (wanted.Length > MaximumLength)
        {
            return [];
        }

        var simple = Simple(wanted);
        var near = new List<(int Distance, string Name)>();
        foreach (var name in names)
        {
            var distance = Math.Min(Distance(wanted, name), Distance(simple, Simple(name)));
            if (distance <= Math.Max(2, simple.Length / 4))
            {
                near.Add((distance, name));
            }
        }

        return [.. near.OrderBy(static n => n.Distance).ThenBy(static n => n.Name, StringComparer.Ordinal).Select(static n => n.Name)
            .Distinct(StringComparer.Ordinal).Take(MaximumNames)];
    }

    private static string Simple(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>The number of letters to insert, delete or change, whatever their case.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
