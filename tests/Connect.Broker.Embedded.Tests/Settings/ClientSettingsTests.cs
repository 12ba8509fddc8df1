namespace Connect.Broker.Embedded.Tests.Settings;

public sealed class ClientSettingsTests
{
    [Theory]
    [InlineData(ClientKind.Writer, "bootstrap.servers", "embedded:x")]
    [InlineData(ClientKind.Writer, "linger.ms", "5")]
    [InlineData(ClientKind.Writer, "buffer.memory", "1000")]
    [InlineData(ClientKind.Writer, "key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer")]
    [InlineData(ClientKind.Reader, "auto.offset.reset", "by_duration:PT1H")]
    [InlineData(ClientKind.Reader, "fetch.max.wait.ms", "10")]
    [InlineData(ClientKind.Admin, "retries", "3")]
    public async Task Check_KnownSetting_SaysNothing(ClientKind kind, string name, string value)
    {
        await using var log = new TestLog();
        Assert.Empty(log.Broker.CheckSettings(kind, new Dictionary<string, string> { [name] = value }));
    }

    [Theory]
    [InlineData(ClientKind.Writer, "sasl.mechanism")]
    [InlineData(ClientKind.Writer, "compression.type")]
    [InlineData(ClientKind.Reader, "interceptor.classes")]
    [InlineData(ClientKind.Reader, "no.such.thing")]
    [InlineData(ClientKind.Admin, "group.id")]
    public async Task Check_SettingWithoutMeaning_IsPassedOverWithAWord(ClientKind kind, string name)
    {
        await using var log = new TestLog();
        var finding = Assert.Single(log.Broker.CheckSettings(kind, new Dictionary<string, string> { [name] = "x" }));
        Assert.Equal((name, ClientSettingSeverity.Ignored), (finding.Name, finding.Severity));
        Assert.Contains(name, finding.Message);
    }

    [Theory]
    [InlineData(ClientKind.Writer, "partitioner.class", "com.acme.Mine")]
    [InlineData(ClientKind.Writer, "transaction.timeout.ms", "0")]
    [InlineData(ClientKind.Writer, "enable.idempotence", "perhaps")]
    [InlineData(ClientKind.Reader, "auto.offset.reset", "by_duration:soon")]
    [InlineData(ClientKind.Reader, "max.poll.interval.ms", "-1")]
    public async Task Check_ValueNotAllowed_IsRefused(ClientKind kind, string name, string value)
    {
        await using var log = new TestLog();
        var finding = Assert.Single(log.Broker.CheckSettings(kind, new Dictionary<string, string> { [name] = value }));
        Assert.Equal((name, ClientSettingSeverity.Refused), (finding.Name, finding.Severity));
        Assert.Contains(value, finding.Message);
    }

    [Fact]
    public async Task Check_SeveralFindings_RefusedOnesComeFirst()
    {
        await using var log = new TestLog();
        var findings = log.Broker.CheckSettings(ClientKind.Writer, new Dictionary<string, string> { ["what"] = "1", ["acks"] = "9" });
        Assert.Equal(["acks", "what"], findings.Select(f => f.Name));
    }
}
