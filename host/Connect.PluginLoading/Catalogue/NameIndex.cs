using System.Text;

namespace Connect.PluginLoading.Catalogue;

/// <summary>A class as one kind of plugin, with the names that it goes by.</summary>
/// <param name="TypeName">Its full .NET name.</param>
/// <param name="ContractName">The name that clients know.</param>
/// <param name="Version">Its version.</param>
/// <param name="Index">Its place in the list.</param>
/// <param name="Kind">Its kind, as one bit.</param>
/// <param name="KindWord">The word for the kind that its short name goes without.</param>
internal sealed record NamedClass(int Index, string TypeName, string ContractName, string Version, int Kind, string KindWord);

/// <summary>Resolves the names that configurations use. Immutable.</summary>
internal sealed class NameIndex
{
    private const int MaximumListed = 60;
    private readonly IReadOnlyList<NamedClass> _classes;
    private readonly Dictionary<string, List<NamedClass>> _full = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NamedClass>> _aliases = new(StringComparer.Ordinal);

    public NameIndex(IReadOnlyList<NamedClass> classes)
    {
        _classes = classes;
        foreach (var found in classes)
        {
            Add(found, found.TypeName);
            if (found.ContractName != found.TypeName)
            {
                Add(found, found.ContractName);
            }
        }
    }

    /// <summary>Resolves a name.</summary>
    /// <param name="kinds">The kinds that are asked for, as bits.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">A version, exactly, or a range of versions; null or <c>latest</c> for the highest.</param>
    /// <param name="error">What to tell, where there is none or too many.</param>
    /// <returns>The class's index, or -1.</returns>
    public int Resolve(int kinds, string name, string? version, out string error)
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

        var classes = found.Select(static c => c.TypeName).Distinct(StringComparer.Ordinal).ToArray();
        if (classes.Length > 1)
        {
            error = $"More than one {found[0].KindWord} matches {name}: {string.Join(", ", classes)}. Use the full name.";
            return -1;
        }

        return OfVersion(found, name, version, out error);
    }

    private static int OfVersion(List<NamedClass> found, string name, string? version, out string error)
    {
        error = string.Empty;
        VersionRange? wanted;
        try
        {
            wanted = VersionRange.Of(version);
        }
        catch (FormatException wrong)
        {
            error = $"Invalid version of {name}: {wrong.Message}";
            return -1;
        }

        var best = -1;
        MavenVersion? highest = null;
        foreach (var named in found)
        {
            var candidate = new MavenVersion(named.Version);
            if ((wanted is null || wanted.Contains(candidate)) && candidate.CompareTo(highest) > 0)
            {
                best = named.Index;
                highest = candidate;
            }
        }

        if (best < 0)
        {
            var there = found.Select(static c => c.Version).Distinct(StringComparer.Ordinal);
            error = $"Plugin {name} not found that matches the version range {wanted}, available versions: [{string.Join(", ", there)}]";
        }

        return best;
    }

    private string Unknown(int kinds, string name, string normal)
    {
        var there = new SortedSet<string>(StringComparer.Ordinal);
        var known = new List<string>();
        var word = string.Empty;
        foreach (var found in _classes)
        {
            if ((kinds & found.Kind) == 0)
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
            text.Append(' ').Append(others[0].ContractName).Append(" is a ").Append(others[0].KindWord).Append('.');
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

    private static List<NamedClass> OfKinds(Dictionary<string, List<NamedClass>> index, string name, int kinds)
    {
        var found = new List<NamedClass>();
        foreach (var named in index.GetValueOrDefault(name) ?? [])
        {
            if ((kinds & named.Kind) != 0)
            {
                found.Add(named);
            }
        }

        return found;
    }

    private void Add(NamedClass named, string name)
    {
        var normal = PluginNames.Normal(name);
        Add(_full, normal, named);
        Add(_aliases, PluginNames.Simple(normal), named);
        if (PluginNames.Short(normal, named.KindWord) is { } shortName)
        {
            Add(_aliases, shortName, named);
        }
    }

    private static void Add(Dictionary<string, List<NamedClass>> index, string name, NamedClass named)
    {
        if (!index.TryGetValue(name, out var list))
        {
            index.Add(name, list = []);
        }

        if (!list.Contains(named))
        {
            list.Add(named);
        }
    }
}
