using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>A config provider of the worker.</summary>
/// <param name="Name">The name that references use.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Version">Which versions will do; null for any.</param>
/// <param name="Settings">Its own settings, without prefix.</param>
public sealed record ConfigProviderSettings(string Name, string ClassName, string? Version, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The providers that a worker's settings name. They are read from the settings as given, since they resolve the others.</summary>
    /// <param name="settings">The worker's settings.</param>
    /// <exception cref="ConfigException">A provider has no class.</exception>
    public static IReadOnlyList<ConfigProviderSettings> From(IReadOnlyDictionary<string, string> settings)
    {
        var names = (IReadOnlyList<string>?)ConfigDef.ParseType(
            WorkerSettings.ConfigProviders, settings.GetValueOrDefault(WorkerSettings.ConfigProviders), ConfigType.List) ?? [];
        var providers = new List<ConfigProviderSettings>(names.Count);
        foreach (var name in names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var prefix = $"{WorkerSettings.ConfigProviders}.{name}.";
            if (!settings.TryGetValue(prefix + "class", out var className) || className.Trim().Length == 0)
            {
                throw new ConfigException($"Config provider '{name}' is named by {WorkerSettings.ConfigProviders}, but {prefix}class is missing");
            }

            providers.Add(new ConfigProviderSettings(
                name,
                className.Trim(),
                settings.GetValueOrDefault(prefix + ConnectorSettings.VersionSuffix[1..]),
                Prefixed.Of(settings, prefix + "param.")));
        }

        return providers;
    }
}
