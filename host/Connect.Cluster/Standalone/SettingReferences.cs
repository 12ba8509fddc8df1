using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Configuration;
using Connect.PluginLoading;

namespace Connect.Cluster.Standalone;

/// <summary>Replaces references such as <c>${file:/secrets:password}</c> by the worker's config providers, which are plugins.</summary>
internal sealed class SettingReferences
{
    private readonly PluginCatalogue plugins;
    private readonly IReadOnlyList<ConfigProviderSettings> wanted;
    private readonly Lazy<ConfigTransformer?> transformer;

    public SettingReferences(PluginCatalogue plugins, IReadOnlyList<ConfigProviderSettings> wanted)
    {
        this.plugins = plugins;
        this.wanted = wanted;
        transformer = new Lazy<ConfigTransformer?>(Open);
    }

    /// <exception cref="ConfigException">A provider is missing or failed.</exception>
    public IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings) =>
        transformer.Value is { } open ? open.Transform(settings).Settings : settings;

    private ConfigTransformer? Open()
    {
        if (wanted.Count == 0)
        {
            return null;
        }

        var providers = new Dictionary<string, IConfigProvider>(StringComparer.Ordinal);
        foreach (var provider in wanted)
        {
            var instance = plugins.Create<IConfigProvider>(plugins.Find(PluginKind.ConfigProvider, provider.ClassName, provider.Version));
            instance.Value.Configure(provider.Settings.ToDictionary(e => e.Key, e => (string?)e.Value, StringComparer.Ordinal));
            providers[provider.Name] = instance.Value;
        }

        return new ConfigTransformer(providers);
    }
}
