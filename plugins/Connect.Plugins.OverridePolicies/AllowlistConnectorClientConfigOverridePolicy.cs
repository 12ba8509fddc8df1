using Connect.Abi;
using Connect.Abi.Configuration;

namespace Connect.Plugins.OverridePolicies;

/// <summary>Connectors may override what the worker's <c>connector.client.config.override.allowlist</c> names.</summary>
[ContractName("org.apache.kafka.connect.connector.policy.AllowlistConnectorClientConfigOverridePolicy")]
public sealed class AllowlistConnectorClientConfigOverridePolicy : IConnectorClientConfigOverridePolicy
{
    private const string Allowlist = "connector.client.config.override.allowlist";

    private static readonly ConfigDef Definition = new ConfigDef().Define(
        Allowlist,
        ConfigType.List,
        Array.Empty<string>(),
        ValidList.AnyNonDuplicateValues(true, false),
        Importance.Medium,
        "Which settings of Kafka clients connectors may override, without producer.override and the like; none if empty.");

    private IReadOnlyList<string> allowed = [];

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        allowed = (IReadOnlyList<string>?)Definition.Parse(settings)[Allowlist] ?? [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConfigValue> Validate(ConnectorClientConfigRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Overrides.Judge("Allowlist", request, allowed.Contains);
    }
}
