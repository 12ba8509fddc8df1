using System.Text;

namespace Connect.PluginLoading.Catalogue;

/// <summary>A class as one kind of plugin, with the names that it goes by.</summary>
/// <param name="TypeName">Its full .NET name.</param>
/// <param name="ContractName">The name that clients know.</param>
/// <param name="Version">Its version.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="KindWord">The word for the kind that its short name goes without.</param>
internal sealed record NamedClass(string TypeName, string ContractName, string Version, int Kind, string KindWord);

/// <summary>Resolves the names that configurations use. Immutable.</summary>
internal sealed class NameIndex
{
    private const int MaximumListed = 60;
    private readonly IReadOnlyList<NamedClass> _classes;
    private readonly Dictionary<string, List<int>> _full = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _aliases = new(StringComparer.Ordinal);

    public NameIndex(IReadOnlyList<NamedClass> classes)
    {
        _classes = classes;
        for (var i = 0; i < classes.Count; i++)
        {
            foreach (var name in (string[])[classes[i].TypeName, classes[i].ContractName])
            {
                var normal = PluginNames.Normal(name);
                Add(_full, normal, i);
                Add(_aliases, PluginNames.Simple(normal), i);
                Add(_aliases, PluginNames.Short(normal, classes[i].KindWord), i);
            }
        }
    }

    /// <summary>Resolves a name.</summary>
    /// <param name="kinds">The kinds that are asked for.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null or <c>latest</c> for the highest.</param>
    /// <param name="error">What to tell, where there is none or too many.</param>
    /// <returns>The class's index, or -1.</returns>
    public int Resolve(ReadOnlySpan<int> kinds, string name, string? version, out string error)
    {
        error = string.Empty;
        var normal = PluginNames.Normal(name);
        var found = OfKinds(_full, normal, kinds);
        if (found.Count == 0)
        {
            found = OfKinds(_aliases, normal, kinds);
        }

        if (found.Count == 0)
        {
            error = Unknown(kinds, name, normal);
            return -1;
        }

        var classes = found.Select(i => _classes[i].TypeName).Distinct(StringComparer.Ordinal).ToArray();
        if (classes.Length > 1)
        {
            error = $"More than one {_classes[found[0]].KindWord} matches {name}: {string.Join(", ", classes)}. Use the full name.";
            return -1;
        }

        return OfVersion(found, name, version, out error);
    }

    private int OfVersion(List<int> found, string name, string? version, out string error)
    {
        error = string.Empty;
        var latest = string.IsNullOrWhiteSpace(version) || version.Trim().Equals("latest", StringComparison.OrdinalIgnoreCase);
        var wanted = latest ? null : new MavenVersion(version!.Trim());
        var best = -1;
        MavenVersion? highest = null;
        foreach (var i in found)
        {
            var candidate = new MavenVersion(_classes[i].Version);
            if (wanted is null ? candidate.CompareTo(highest) > 0 : best < 0 && candidate.CompareTo(wanted) == 0)
            {
                (best, highest) = (i, candidate);
            }
        }

        if (best < 0)
        {
            var there = found.Select(i => _classes[i].Version).Distinct(StringComparer.Ordinal);
            error = $"Version {version} of {name} is not there. Available versions: {string.Join(", ", there)}.";
        }

        return best;
    }

    private string Unknown(ReadOnlySpan<int> kinds, string name, string normal)
    {
        var there = new SortedSet<string>(StringComparer.Ordinal);
        var known = new List<string>();
        var word = string.Empty;
        foreach (var found in _classes)
        {
            if (!kinds.Contains(found.Kind))
            {
                continue;
            }

            word = found.KindWord;
            there.Add($"{found.ContractName} {found.Version}");
            known.Add(found.ContractName);
            known.Add(found.TypeName);
            if (PluginNames.Short(found.ContractName, found.KindWord) is { } shortName)
            {
                known.Add(shortName);
            }
        }

        var text = new StringBuilder("Failed to find any class that ")
            .Append(word.Length == 0 ? "fits" : "implements " + word).Append(" and which name matches ").Append(name).Append('.');
        var others = _full.GetValueOrDefault(normal) ?? _aliases.GetValueOrDefault(normal);
        if (others is not null)
        {
            text.Append(' ').Append(_classes[others[0]].ContractName).Append(" is a ").Append(_classes[others[0]].KindWord).Append('.');
        }

        var near = NearNames.Of(normal, known);
        if (near.Count > 0)
        {
            text.Append(" Did you mean ").AppendJoin(" or ", near).Append('?');
        }

        return there.Count == 0
            ? text.Append(" No such plugin was found at all: check plugin.path.").ToString()
            : text.Append(" Available: ").AppendJoin(", ", there.Take(MaximumListed))
                .Append(there.Count > MaximumListed ? ", …" : string.Empty).ToString();
    }

    private List<int> OfKinds(Dictionary<string, List<int>> index, string name, ReadOnlySpan<int> kinds)
    {
        var found = new List<int>();
        foreach (var i in index.GetValueOrDefault(name) ?? [])
        {
            if (kinds.Contains(_classes[i].Kind))
            {
                found.Add(i);
            }
        }

        return found;
    }

    private static void Add(Dictionary<string, List<int>> index, string? name, int i)
    {
        if (name is null)
        {
            return;
        }

        if (!index.TryGetValue(name, out var list))
        {
            index.Add(name, list = []);
        }

        if (!list.Contains(i))
        {
            list.Add(i);
        }
    }
}
