using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading.Catalogue;

/// <summary>What the plugin folders hold at one moment. Immutable.</summary>
internal sealed class CatalogueState
{
    private readonly Dictionary<string, FoundClass> _found = new(StringComparer.Ordinal);
    private readonly NameIndex _names;

    /// <param name="slots">The places, in their order: of the same class in the same version the first one counts.</param>
    /// <param name="errors">What is wrong with entries of the plugin path.</param>
    /// <param name="jars">Jars that are passed over.</param>
    public CatalogueState(IReadOnlyList<PluginSlot> slots, IReadOnlyList<PluginError> errors, IReadOnlyList<string> jars)
    {
        Slots = slots;
        Jars = jars;
        var all = new List<PluginError>(errors);
        var plugins = new List<PluginDescription>();
        var hidden = new List<HiddenClasses>();
        foreach (var slot in slots)
        {
            foreach (var error in slot.Scanned.Scan.Errors)
            {
                all.Add(new PluginError(slot.Location, error));
            }

            Take(slot, plugins, hidden);
        }

        plugins.Sort(InOrder);
        Plugins = plugins;
        Errors = all;
        Hidden = hidden;
        var names = new List<NamedClass>(plugins.Count);
        foreach (var plugin in plugins)
        {
            names.Add(new NamedClass(
                names.Count, plugin.TypeName, plugin.ContractName, plugin.Version, 1 << (int)plugin.Kind, plugin.Kind.Word()));
        }

        _names = new NameIndex(names);
    }

    public IReadOnlyList<PluginSlot> Slots { get; }

    public IReadOnlyList<string> Jars { get; }

    public IReadOnlyList<PluginDescription> Plugins { get; }

    public IReadOnlyList<PluginError> Errors { get; }

    /// <summary>Classes that are not offered since another place has them too and comes first.</summary>
    public IReadOnlyList<HiddenClasses> Hidden { get; }

    /// <summary>Resolves a name; see <see cref="NameIndex.Resolve"/>.</summary>
    public PluginDescription? Resolve(int kinds, string name, string? version, out string error) =>
        _names.Resolve(kinds, name, version, out error) is >= 0 and var index ? Plugins[index] : null;

    /// <summary>Where a class is; null where it is not, or not any more.</summary>
    public FoundClass? Entry(string typeName, string version) => _found.GetValueOrDefault(Key(typeName, version));

    /// <summary>The classes of a place.</summary>
    public IReadOnlyList<PluginDescription> ClassesOf(PluginSlot slot) => [.. Plugins.Where(p => p.Location == slot.Location)];

    private void Take(PluginSlot slot, List<PluginDescription> plugins, List<HiddenClasses> hidden)
    {
        var names = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var found in slot.Scanned.Scan.Classes)
        {
            if (!_found.TryAdd(Key(found.TypeName, found.Version), new FoundClass(slot, found)))
            {
                var first = _found[Key(found.TypeName, found.Version)].Slot.Location;
                if (!names.TryGetValue(first, out var classes))
                {
                    names.Add(first, classes = []);
                }

                classes.Add($"{found.TypeName} {found.Version}");
                continue;
            }

            plugins.AddRange(Describe(slot.Location, found));
        }

        foreach (var (first, classes) in names)
        {
            hidden.Add(new HiddenClasses(slot, first, string.Join(", ", classes)));
        }
    }

    /// <summary>A class as each kind of plugin that it is.</summary>
    public static IEnumerable<PluginDescription> Describe(string location, ScannedClass found)
    {
        for (var kind = PluginKind.Source; kind <= PluginKind.ConnectorClientConfigOverridePolicy; kind++)
        {
            if (((int)found.Kinds & (1 << (int)kind)) != 0)
            {
                yield return new PluginDescription(
                    kind, found.ContractName ?? found.TypeName, found.TypeName, found.Version, location, found.AssemblyName);
            }
        }
    }

    private static string Key(string typeName, string version) => typeName + "\n" + version;

    private static int InOrder(PluginDescription a, PluginDescription b)
    {
        var order = string.CompareOrdinal(a.ContractName, b.ContractName);
        if (order == 0 && a.Version != b.Version)
        {
            order = new MavenVersion(a.Version).CompareTo(new MavenVersion(b.Version));
        }

        return order != 0 ? order : (int)a.Kind - (int)b.Kind;
    }
}

/// <summary>A class and the place that has it.</summary>
/// <param name="Slot">The place.</param>
/// <param name="Class">The class.</param>
internal sealed record FoundClass(PluginSlot Slot, ScannedClass Class);

/// <summary>Classes that are passed over.</summary>
/// <param name="Slot">The place whose they are.</param>
/// <param name="First">The place that has them too.</param>
/// <param name="Names">Their names and versions.</param>
internal sealed record HiddenClasses(PluginSlot Slot, string First, string Names);
