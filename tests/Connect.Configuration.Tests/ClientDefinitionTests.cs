using Connect.Abi.Configuration;

namespace Connect.Configuration.Tests;

public sealed class ClientDefinitionTests
{
    [Fact]
    public void Definitions_Counts_AreJavas()
    {
        Assert.Equal(113, ClientDefinition.Producer.ConfigKeys.Count);
        Assert.Equal(116, ClientDefinition.Consumer.ConfigKeys.Count);
        Assert.Equal(91, ClientDefinition.Admin.ConfigKeys.Count);
    }

    [Theory]
    [InlineData("linger.ms", ConfigType.Long, 5L, Importance.Medium)]
    [InlineData("acks", ConfigType.String, "all", Importance.Low)]
    [InlineData("retries", ConfigType.Int, int.MaxValue, Importance.High)]
    [InlineData("receive.buffer.bytes", ConfigType.Int, 32768, Importance.Medium)]
    [InlineData("sasl.kerberos.ticket.renew.jitter", ConfigType.Double, 0.05, Importance.Low)]
    [InlineData("partitioner.class", ConfigType.Class, null, Importance.Medium)]
    public void Producer_Setting_IsDefinedAsInJava(string name, ConfigType type, object? defaultValue, Importance importance) =>
        AssertKey(ClientDefinition.Producer, name, type, defaultValue, importance);

    [Theory]
    [InlineData("max.poll.records", ConfigType.Int, 500, Importance.Medium)]
    [InlineData("auto.offset.reset", ConfigType.String, "latest", Importance.Medium)]
    [InlineData("receive.buffer.bytes", ConfigType.Int, 65536, Importance.Medium)]
    [InlineData("client.id", ConfigType.String, "", Importance.Low)]
    public void Consumer_Setting_IsDefinedAsInJava(string name, ConfigType type, object? defaultValue, Importance importance) =>
        AssertKey(ClientDefinition.Consumer, name, type, defaultValue, importance);

    [Theory]
    [InlineData("retries", ConfigType.Int, int.MaxValue, Importance.Low)]
    [InlineData("connections.max.idle.ms", ConfigType.Long, 300000L, Importance.Medium)]
    [InlineData("enable.metrics.push", ConfigType.Boolean, false, Importance.Low)]
    public void Admin_Setting_IsDefinedAsInJava(string name, ConfigType type, object? defaultValue, Importance importance) =>
        AssertKey(ClientDefinition.Admin, name, type, defaultValue, importance);

    [Fact]
    public void Definitions_Passwords_AreKeptSecret()
    {
        foreach (var name in (string[])["sasl.jaas.config", "sasl.oauthbearer.client.credentials.client.secret", "ssl.keystore.password", "ssl.key.password"])
        {
            Assert.Equal(ConfigType.Password, ClientDefinition.Producer.ConfigKeys[name].Type);
        }
    }


    private static void AssertKey(ConfigDef definition, string name, ConfigType type, object? defaultValue, Importance importance)
    {
        var key = definition.ConfigKeys[name];
        Assert.Equal(type, key.Type);
        Assert.Equal(defaultValue, key.DefaultValue);
        Assert.Equal(importance, key.Importance);
        Assert.Null(key.Group);
        Assert.False(string.IsNullOrEmpty(key.Documentation));
    }
}
