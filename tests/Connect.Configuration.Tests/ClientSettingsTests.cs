namespace Connect.Configuration.Tests;

public sealed class ClientSettingsTests
{
    private static readonly WorkerConfig Worker = WorkerConfig.Standalone(WorkerConfigTests.Minimal(
        ("producer.linger.ms", "5"), ("producer.acks", "1"), ("consumer.max.poll.records", "7"), ("admin.retries", "2"),
        ("security.protocol", "SSL"), ("ssl.truststore.location", "/t"), ("sasl.mechanism", "PLAIN"), ("admin.listeners", ""), ("key.converter.x", "y")));

    private static readonly SourceConnectorConfig Source = SourceConnectorConfig.From(
        new Dictionary<string, string>
        {
            ["name"] = "src", ["connector.class"] = "X", ["producer.override.acks"] = "0", ["admin.override.retries"] = "3",
        },
        createTopics: false);

    private static readonly SinkConnectorConfig Sink = SinkConnectorConfig.From(new Dictionary<string, string>
    {
        ["name"] = "snk", ["connector.class"] = "X", ["topics"] = "t", ["consumer.override.group.id"] = "mine",
    });

    [Fact]
    public void SourceProducer_IsConnectsDefaults_ThenTheWorkers_ThenTheConnectors() => Assert.Equal(
        new Dictionary<string, string>
        {
            ["bootstrap.servers"] = "a:1,b:2",
            ["max.block.ms"] = "9223372036854775807",
            ["enable.idempotence"] = "false",
            ["acks"] = "0",
            ["max.in.flight.requests.per.connection"] = "1",
            ["delivery.timeout.ms"] = "2147483647",
            ["client.id"] = "connector-producer-src-1",
            ["linger.ms"] = "5",
        },
        ClientSettings.SourceProducer(Worker, Source, 1));

    [Fact]
    public void SinkConsumer_HasGroupAndClientId_ThatTheConnectorMayOverride()
    {
        var settings = ClientSettings.SinkConsumer(Worker, Sink, 0);

        Assert.Equal("mine", settings["group.id"]);
        Assert.Equal("connector-consumer-snk-0", settings["client.id"]);
        Assert.Equal("earliest", settings["auto.offset.reset"]);
        Assert.Equal("false", settings["enable.auto.commit"]);
        Assert.Equal("7", settings["max.poll.records"]);
        Assert.Equal("connect-snk", ClientSettings.SinkGroup("snk"));
    }

    [Fact]
    public void DeadLetterProducer_HasAClientIdOfItsOwn_AndTheWorkersAcks()
    {
        var settings = ClientSettings.DeadLetterProducer(Worker, Sink, 2);

        Assert.Equal("connector-dlq-producer-snk-2", settings["client.id"]);
        Assert.Equal("1", settings["acks"]);
    }

    [Fact]
    public void TopicAdmin_TakesTheWorkersClientSettingsWithoutPrefix_AndNothingElse() => Assert.Equal(
        new Dictionary<string, string>
        {
            ["bootstrap.servers"] = "a:1,b:2",
            ["client.id"] = "connector-adminclient-src-0",
            ["security.protocol"] = "SSL",
            ["ssl.truststore.location"] = "/t",
            ["sasl.mechanism"] = "PLAIN",
            ["retries"] = "3",
        },
        ClientSettings.TopicAdmin(Worker, Source, 0));

    [Fact]
    public void WorkerAdmin_TakesTheWorkersSettingsUnderAdmin() => Assert.Equal("2", ClientSettings.WorkerAdmin(Worker)["retries"]);
}
