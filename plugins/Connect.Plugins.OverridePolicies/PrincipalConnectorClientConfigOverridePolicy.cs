using Connect.Abi;
using Connect.Abi.Configuration;

namespace Connect.Plugins.OverridePolicies;

/// <summary>Connectors may say who they are to the brokers, and no more.</summary>
[ContractName("org.apache.kafka.connect.connector.policy.PrincipalConnectorClientConfigOverridePolicy")]
public sealed class PrincipalConnectorClientConfigOverridePolicy : IConnectorClientConfigOverridePolicy
{
    private static readonly HashSet<string> Allowed = ["sasl.jaas.config", "sasl.mechanism", "security.protocol"];

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConfigValue> Validate(ConnectorClientConfigRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Overrides.Judge("Principal", request, Allowed.Contains);
    }
}
