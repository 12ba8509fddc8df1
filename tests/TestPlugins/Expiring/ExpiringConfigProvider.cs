using Connect.Abi;
using Connect.Abi.Configuration;

namespace TestPlugins.Expiring;

/// <summary>The content of a file, good for as many milliseconds as its settings say.</summary>
[PluginVersion("1.0")]
public sealed class ExpiringConfigProvider : IConfigProvider
{
    private TimeSpan ttl;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings) =>
        ttl = TimeSpan.FromMilliseconds(int.Parse(settings["ttl.ms"]!, System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public ConfigData Get(string path) => Get(path, new HashSet<string> { "content" });

    /// <inheritdoc/>
    public ConfigData Get(string path, IReadOnlySet<string> keys) =>
        new(keys.ToDictionary(k => k, _ => File.ReadAllText(path)), ttl);
}
