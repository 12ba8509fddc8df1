using Connect.Abi;
using Connect.Abi.Configuration;

namespace Connect.Plugins.OverridePolicies;

/// <summary>Connectors may override nothing.</summary>
[ContractName("org.apache.kafka.connect.connector.policy.NoneConnectorClientConfigOverridePolicy")]
public sealed class NoneConnectorClientConfigOverridePolicy : IConnectorClientConfigOverridePolicy
{
    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConfigValue> Validate(ConnectorClientConfigRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Overrides.Judge("None", request, static _ => false);
    }
}
