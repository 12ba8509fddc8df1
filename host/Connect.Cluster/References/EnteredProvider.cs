using Connect.Abi.Configuration;
using Connect.Foundation;
using Connect.PluginLoading;

namespace Connect.Cluster.References;

/// <summary>A config provider that is entered as a plugin at every call, and whose values are secret.</summary>
internal sealed class EnteredProvider(PluginInstance<IConfigProvider> provider, SecretTexts secrets) : IConfigProvider
{
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        using var scope = provider.Enter();
        provider.Value.Configure(settings);
    }

    public ConfigData Get(string path)
    {
        using var scope = provider.Enter();
        return Secret(provider.Value.Get(path));
    }

    public ConfigData Get(string path, IReadOnlySet<string> keys)
    {
        using var scope = provider.Enter();
        return Secret(provider.Value.Get(path, keys));
    }

    public void Dispose()
    {
        try
        {
            using var scope = provider.Enter();
            provider.Value.Dispose();
        }
        finally
        {
            provider.Dispose();
        }
    }

    private ConfigData Secret(ConfigData data)
    {
        secrets.Add(data.Data.Values);
        return data;
    }
}
