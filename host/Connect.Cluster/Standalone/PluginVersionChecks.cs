using Connect.Abi.Configuration;
using Connect.Configuration;

namespace Connect.Cluster.Standalone;

/// <summary>
/// Versions that are asked for and not there: of converters, transformations and predicates. As in Java both settings say so, the one of
/// the class and the one of its version.
/// </summary>
internal static class PluginVersionChecks
{
    public static void Add(Dictionary<string, ConfigValue> values, IReadOnlyDictionary<string, string> settings, PluginLookup lookup)
    {
        Check(PluginPlace.Converter, ConnectorSettings.KeyConverter, ConnectorSettings.KeyConverter);
        Check(PluginPlace.Converter, ConnectorSettings.ValueConverter, ConnectorSettings.ValueConverter);
        Check(PluginPlace.HeaderConverter, ConnectorSettings.HeaderConverter, ConnectorSettings.HeaderConverter);
        CheckAliases(PluginPlace.Transformation, ConnectorSettings.Transforms);
        CheckAliases(PluginPlace.Predicate, ConnectorSettings.Predicates);

        void CheckAliases(PluginPlace place, string list)
        {
            if (values.TryGetValue(list, out var aliases) && aliases.Value is IEnumerable<string> names)
            {
                foreach (var name in names)
                {
                    Check(place, $"{list}.{name}.type", $"{list}.{name}");
                }
            }
        }

        void Check(PluginPlace place, string classSetting, string prefix)
        {
            var versionSetting = prefix + ConnectorSettings.VersionSuffix;
            if (settings.TryGetValue(versionSetting, out var version)
                && settings.TryGetValue(classSetting, out var name)
                && values.TryGetValue(versionSetting, out var value) && value.ErrorMessages.Count == 0
                && lookup.Mismatch(place, name, version) is { } mismatch)
            {
                AddOnce(classSetting, mismatch);
                AddOnce(versionSetting, mismatch);
            }
        }

        void AddOnce(string setting, string message)
        {
            if (values.TryGetValue(setting, out var value) && !value.ErrorMessages.Contains(message))
            {
                value.AddErrorMessage(message);
            }
        }
    }
}
