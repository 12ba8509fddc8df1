using Connect.Abi.Configuration;

namespace Connect.Plugins.OverridePolicies.Tests;

public sealed class OverridePolicyTests
{
    private static readonly Dictionary<string, object?> Wanted = new()
    {
        ["sasl.jaas.config"] = "j", ["sasl.mechanism"] = "PLAIN", ["security.protocol"] = "SSL", ["sasl.login.class"] = "c", ["linger.ms"] = 5L,
    };

    [Fact]
    public void All_AnySetting_IsAllowed() => Assert.Empty(Refused(new AllConnectorClientConfigOverridePolicy()));

    [Fact]
    public void None_AnySetting_IsRefused() => Assert.Equal(Wanted.Keys, Refused(new NoneConnectorClientConfigOverridePolicy()));

    [Fact]
    public void Principal_OtherThanWhoLogsIn_IsRefused() =>
        Assert.Equal(["sasl.login.class", "linger.ms"], Refused(new PrincipalConnectorClientConfigOverridePolicy()));

    [Fact]
    public void Allowlist_SettingsNotNamed_AreRefused()
    {
        Assert.Equal(Wanted.Keys, Refused(new AllowlistConnectorClientConfigOverridePolicy()));
        Assert.Equal(
            ["sasl.jaas.config", "sasl.mechanism", "security.protocol"],
            Refused(new AllowlistConnectorClientConfigOverridePolicy(), "linger.ms, sasl.login.class"));
    }

    [Fact]
    public void Refusal_Message_NamesPolicyAndSetting()
    {
        using IConnectorClientConfigOverridePolicy policy = new NoneConnectorClientConfigOverridePolicy();
        var value = Assert.Single(policy.Validate(Request(new() { ["linger.ms"] = 5L })));

        Assert.Equal("linger.ms", value.Name);
        Assert.Equal(5L, value.Value);
        Assert.Equal(["The 'None' policy does not allow 'linger.ms' to be overridden in the connector configuration."], value.ErrorMessages);
    }

    private static IEnumerable<string> Refused(IConnectorClientConfigOverridePolicy policy, string? allowlist = null)
    {
        using (policy)
        {
            policy.Configure(allowlist is null ? [] : new Dictionary<string, string?> { ["connector.client.config.override.allowlist"] = allowlist });
            return [.. policy.Validate(Request(Wanted)).Where(v => v.ErrorMessages.Count > 0).Select(v => v.Name)];
        }
    }

    private static ConnectorClientConfigRequest Request(Dictionary<string, object?> wanted) =>
        new("c", ConnectorType.Source, "x.Y", wanted, ClientType.Producer);
}
