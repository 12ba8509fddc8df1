using Connect.Abi;
using Connect.Abi.Configuration;

namespace Connect.Plugins.OverridePolicies;

/// <summary>Connectors may override every setting.</summary>
[ContractName("org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy")]
public sealed class AllConnectorClientConfigOverridePolicy : IConnectorClientConfigOverridePolicy
{
    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConfigValue> Validate(ConnectorClientConfigRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Overrides.Judge("All", request, static _ => true);
    }
}
