using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Errors;
using Connect.Abi.Transforms;
using Connect.Configuration;
using Connect.PluginLoading;

namespace Connect.Cluster.Standalone;

/// <summary>
/// What validation has to know of the installed plugins: names, versions, whether a class will do, and the settings that it takes. It
/// makes instances to ask them, so that it is used on threads that may block.
/// </summary>
internal sealed class PluginLookup(PluginCatalogue plugins)
{
    public PluginOffers Offers => new()
    {
        Names = place => [.. plugins.Plugins.Where(p => KindsOf(place).Contains(p.Kind)).Select(p => p.ContractName).Distinct(StringComparer.Ordinal)],
        Versions = (place, name) => name is null ? [] : [.. Versions(place, name)],
        DefaultVersion = (place, name) => TryFind(place, name)?.Version,
        Check = (place, name) => plugins.Find(KindsOf(place), name, null),
        Definition = (place, name, version) => Definition(plugins.Find(KindsOf(place), name, version)),
    };

    /// <summary>The settings that a plugin takes.</summary>
    public ConfigDef Definition(PluginDescription plugin) => plugin.Kind switch
    {
        PluginKind.Source or PluginKind.Sink => Ask<Connector>(plugin, c => c.ConfigDef),
        PluginKind.Converter => Ask<IConverter>(plugin, c => c.ConfigDef),
        PluginKind.HeaderConverter => Ask<IHeaderConverter>(plugin, c => c.ConfigDef),
        PluginKind.Transformation => Ask<ITransformation>(plugin, t => t.ConfigDef),
        PluginKind.Predicate => Ask<IPredicate>(plugin, p => p.ConfigDef),
        _ => new ConfigDef(),
    };

    /// <summary>Why a version of a class can't be had; null where it can, and where the class is not there at all.</summary>
    public string? Mismatch(PluginPlace place, string name, string? version) =>
        TryFind(place, name) is null ? null : Absence(place, name, version);

    /// <summary>Why a class can't be had in a version; null where it can.</summary>
    public string? Absence(PluginPlace place, string name, string? version)
    {
        try
        {
            plugins.Find(KindsOf(place), name, version);
            return null;
        }
        catch (PluginNotFoundException error)
        {
            return error.Message;
        }
    }

    private IEnumerable<string> Versions(PluginPlace place, string name) => TryFind(place, name) is { } found
        ? plugins.Plugins.Where(p => p.Kind == found.Kind && p.TypeName == found.TypeName).Select(p => p.Version).Distinct(StringComparer.Ordinal)
        : [];

    private PluginDescription? TryFind(PluginPlace place, string name)
    {
        try
        {
            return plugins.Find(KindsOf(place), name, null);
        }
        catch (PluginNotFoundException)
        {
            // The setting's own check reports it; here there is just nothing to recommend.
            return null;
        }
    }

    private ConfigDef Ask<T>(PluginDescription plugin, Func<T, ConfigDef> question)
        where T : class
    {
        using var instance = plugins.Create<T>(plugin);
        using var scope = instance.Enter();
        try
        {
            return question(instance.Value);
        }
        catch (Exception error) when (error is not ConnectException)
        {
            throw new ConnectException($"{plugin.ContractName} failed to tell its settings: {error.Message}", error);
        }
        finally
        {
            (instance.Value as IDisposable)?.Dispose();
        }
    }

    private static PluginKind[] KindsOf(PluginPlace place) => place switch
    {
        PluginPlace.Connector => [PluginKind.Source, PluginKind.Sink],
        PluginPlace.Converter => [PluginKind.Converter],
        PluginPlace.HeaderConverter => [PluginKind.HeaderConverter],
        PluginPlace.Transformation => [PluginKind.Transformation],
        _ => [PluginKind.Predicate],
    };
}
