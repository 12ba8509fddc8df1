namespace Connect.Abi.Configuration;

/// <summary>What a config provider found under a path.</summary>
/// <param name="data">The values by key.</param>
/// <param name="ttl">How long they are good for; null for ever. When it is over the host reads them again and restarts who uses them.</param>
public sealed class ConfigData(IReadOnlyDictionary<string, string> data, TimeSpan? ttl = null)
{
    /// <summary>The values by key.</summary>
    public IReadOnlyDictionary<string, string> Data { get; } = data;

    /// <summary>How long they are good for; null for ever.</summary>
    public TimeSpan? Ttl { get; } = ttl;
}
