using Connect.Abi.Configuration;

namespace Connect.Cluster.Standalone;

/// <summary>
/// Versions that are asked for and not there: of converters, transformations and predicates. As in Java both settings say so, the one of
/// the class and the one of its version.
/// </summary>
internal static class PluginVersionChecks
{
    public static void Add(Dictionary<string, ConfigValue> values, IReadOnlyDictionary<string, string> settings, PluginLookup lookup)
    {
        foreach (var choice in PluginChoice.BesidesConnector(settings))
        {
            if (settings.GetValueOrDefault(choice.VersionSetting) is { } version
                && settings.GetValueOrDefault(choice.ClassSetting) is { } name
                && values.TryGetValue(choice.VersionSetting, out var value) && value.ErrorMessages.Count == 0
                && lookup.Mismatch(choice.Place, name, version) is { } mismatch)
            {
                value.AddErrorMessage(mismatch);
                if (values.TryGetValue(choice.ClassSetting, out var ofClass) && !ofClass.ErrorMessages.Contains(mismatch))
                {
                    ofClass.AddErrorMessage(mismatch);
                }
            }
        }
    }
}
