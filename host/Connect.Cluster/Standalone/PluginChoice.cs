using Connect.Configuration;

namespace Connect.Cluster.Standalone;

/// <summary>Where a connector's configuration chooses a plugin.</summary>
/// <param name="Place">What is chosen.</param>
/// <param name="ClassSetting">The setting that names the class.</param>
/// <param name="VersionSetting">The setting that says which versions of it will do.</param>
internal readonly record struct PluginChoice(PluginPlace Place, string ClassSetting, string VersionSetting)
{
    public static PluginChoice OfConnector { get; } =
        new(PluginPlace.Connector, ConnectorSettings.ConnectorClass, ConnectorSettings.ConnectorVersion);

    /// <summary>The choices besides the connector itself, whether they are made or not.</summary>
    /// <param name="settings">The connector's configuration.</param>
    public static IEnumerable<PluginChoice> BesidesConnector(IReadOnlyDictionary<string, string> settings) =>
    [
        Of(PluginPlace.Converter, ConnectorSettings.KeyConverter),
        Of(PluginPlace.Converter, ConnectorSettings.ValueConverter),
        Of(PluginPlace.HeaderConverter, ConnectorSettings.HeaderConverter),
        .. OfAliases(PluginPlace.Transformation, ConnectorSettings.Transforms, settings),
        .. OfAliases(PluginPlace.Predicate, ConnectorSettings.Predicates, settings),
    ];

    private static PluginChoice Of(PluginPlace place, string setting) => new(place, setting, setting + ConnectorSettings.VersionSuffix);

    private static IEnumerable<PluginChoice> OfAliases(PluginPlace place, string list, IReadOnlyDictionary<string, string> settings) =>
        EnrichedDefinition.Aliases(list, settings.GetValueOrDefault(list))
            .Select(alias => new PluginChoice(place, $"{list}.{alias}.type", $"{list}.{alias}{ConnectorSettings.VersionSuffix}"));
}
