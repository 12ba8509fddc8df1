namespace Connect.Broker.Kafka.Tests.Settings;

public sealed class AdminSettingsTests
{
    [Fact]
    public void Map_NothingGiven_HasJavasDefaults()
    {
        var mapped = Mapped.Of(ClientKind.Admin, "");
        Assert.Empty(mapped.Findings);
        Assert.Equal(TimeSpan.FromMinutes(1), mapped.ApiTimeout);
        Assert.Equal("server:9092", mapped.Servers);
        Assert.Equal("30000", mapped.Client("socket.timeout.ms"));
    }

    [Fact]
    public void Map_Timeout_IsTaken() =>
        Assert.Equal(TimeSpan.FromSeconds(5), Mapped.Of(ClientKind.Admin, "default.api.timeout.ms=5000;retries=3").ApiTimeout);

    [Fact]
    public void Map_Controllers_AreRefused() =>
        Assert.Contains("bootstrap.servers", Mapped.Of(ClientKind.Admin, "bootstrap.controllers=c:1").Refused("bootstrap.controllers").Message);

    [Fact]
    public void Map_OwnServers_AreNamed() => Assert.Equal("other:1", Mapped.Of(ClientKind.Admin, "bootstrap.servers=other:1").Servers);
}
