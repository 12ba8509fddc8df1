using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestHarness;
using Answer = Connect.TestHarness.ScriptedServer.Answer;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>What a registry answers, or does not, becomes the kind of error that Confluent's converter throws, after as many requests.</summary>
public sealed class ScriptedRegistryTests
{
    private const string OrderText = """{"type":"record","name":"Order","namespace":"com.example","fields":[{"name":"id","type":"int"}],"connect.name":"com.example.Order"}""";

    private static readonly Schema OrderSchema = SchemaBuilder.Struct().Name("com.example.Order").Field("id", Schema.Int32).Build();

    [Theory]
    [InlineData(409)]
    [InlineData(422)]
    [InlineData(503)]
    public void Error_ThatTheRegistryAnswers_IsInTheMessage(int status)
    {
        using var server = new ScriptedServer(_ => new Answer(status, """{"error_code":40901,"message":"what is wrong"}"""));
        using var converter = Configure(server.Url, []);

        var failure = Assert.ThrowsAny<ConnectException>(() => converter.Write("t", OrderSchema, Order(1)));

        Assert.Contains("what is wrong", failure.Message, StringComparison.Ordinal);
        Assert.Contains("t-value", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_BesideABranchThatConnectCantExpress_IsRead()
    {
        var schema = JsonSerializer.Serialize(new { schema = """["null",{"type":"int","connect.type":"int32"}]""", version = 1, id = 1 });
        using var server = new ScriptedServer(_ => new Answer(200, schema));
        using var converter = Configure(server.Url, []);

        Assert.Equal(SchemaAndValue.Null, converter.Read("t", [0, 0, 0, 0, 1, 0]));
        var failure = Assert.Throws<DataException>(() => converter.Read("t", [0, 0, 0, 0, 1, 2, 2]));
        Assert.Contains("int8 or int16", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LatestVersion_ToReadWith_ThatCantBeHad_IsADataError()
    {
        using var server = new ScriptedServer(
            request => request.Path.EndsWith("/versions/latest", StringComparison.Ordinal) ? new Answer(503, "{}") : Healthy(request));
        using var converter = Configure(server.Url, new() { ["use.latest.version"] = "true" });

        Assert.Throws<DataException>(() => converter.Read("t", [0, 0, 0, 0, 1, 2]));
    }

    [Fact]
    public void LatestVersion_WithMetadata_MayBeOneThatWasDeleted()
    {
        using var server = new ScriptedServer(Healthy);
        using var converter = Configure(
            server.Url, new() { ["auto.register.schemas"] = "false", ["use.latest.with.metadata"] = "stage=test,owner=me" });

        converter.Write("t", OrderSchema, Order(1));

        Assert.Equal("GET /subjects/t-value/metadata?key=stage&value=test&key=owner&value=me&deleted=True", server.Requests.Single().ToString());
    }

    [Fact]
    public void Setting_WithTheClientsPrefix_IsTheSameAndGoesFirst()
    {
        using var server = new ScriptedServer(_ => new Answer(503, "{}"));
        using var converter = Configure(server.Url, new() { ["max.retries"] = "2", ["schema.registry.max.retries"] = "0" });

        Assert.Throws<RetriableException>(() => converter.Write("t", OrderSchema, Order(1)));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("0", 2)]
    public void LatestVersion_OfASecondSchema_IsAskedForAfterItsTime(string? seconds, int asked)
    {
        using var server = new ScriptedServer(Healthy);
        var settings = new Dictionary<string, string?> { ["auto.register.schemas"] = "false", ["use.latest.version"] = "true" };
        if (seconds is not null)
        {
            settings["latest.cache.ttl.sec"] = seconds;
        }

        using var converter = Configure(server.Url, settings);
        var other = SchemaBuilder.Struct().Name("com.example.Order").Doc("with other words").Field("id", Schema.Int32).Build();

        converter.Write("t", OrderSchema, Order(1));
        converter.Write("t", other, new Struct(other).Put("id", 1));

        Assert.Equal(asked, server.Requests.Count(request => request.Path == "/subjects/t-value/versions/latest"));
    }

    [Fact]
    public void Failover_OfAFailingUrl_ComesAfterItsRetries_AndStays()
    {
        using var broken = new ScriptedServer(_ => new Answer(500, """{"error_code":50001,"message":"x"}"""));
        using var sound = new ScriptedServer(Healthy);
        using var converter = Configure($"{broken.Url}, {sound.Url}", []);

        Assert.Equal([0, 0, 0, 0, 7, 2], converter.Write("t", OrderSchema, Order(1)));
        Assert.Equal((4, 1), (broken.Requests.Count, sound.Requests.Count));

        converter.Write("other", OrderSchema, Order(1));
        Assert.Equal((4, 2), (broken.Requests.Count, sound.Requests.Count));
    }

    [Theory]
    [InlineData(ConverterCalls.TopicNames)]
    [InlineData("io.confluent.kafka.serializers.subject.AssociatedNameStrategy")]
    public void Connection_Refused_IsNoDataErrorAndNotRetriable(string strategy)
    {
        using var writer = Configure("http://127.0.0.1:1", new() { ["value.subject.name.strategy"] = strategy });
        using var reader = Configure("http://127.0.0.1:1", new() { ["value.subject.name.strategy"] = strategy });

        var failure = Assert.Throws<ConnectException>(() => writer.Write("t", OrderSchema, Order(1)));
        Assert.Contains("http://127.0.0.1:1/", failure.Message, StringComparison.Ordinal);
        Assert.Contains("schema.registry.url", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ConnectException>(() => reader.Read("t", [0, 0, 0, 0, 1, 2]));
    }

    [Fact]
    public void Registry_ThatNeverAnswers_IsRetriableAfterTheLimit()
    {
        using var server = new ScriptedServer(_ => null);
        using var writer = Configure(server.Url, new() { ["http.read.timeout.ms"] = "100" });
        using var reader = Configure(server.Url, new() { ["http.read.timeout.ms"] = "100" });

        var failure = Assert.Throws<RetriableException>(() => writer.Write("t", OrderSchema, Order(1)));
        Assert.Contains("100 ms", failure.Message, StringComparison.Ordinal);
        Assert.Throws<RetriableException>(() => reader.Read("t", [0, 0, 0, 0, 1, 2]));
        Assert.Equal(8, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"schemaType":"JSON","schema":"{}"}""", "Json")]
    [InlineData("""{"schema":"{not a schema"}""", "not valid JSON")]
    [InlineData("""{"schema":"\"string\"","ruleSet":{"domainRules":[{"name":"pii","kind":"TRANSFORM","mode":"WRITEREAD","type":"ENCRYPT"}]}}""", "pii")]
    public void SchemaById_ThatDataCantBeReadWith_IsADataErrorThatSaysSo(string body, string said)
    {
        using var server = new ScriptedServer(request => request.Path.StartsWith("/schemas/ids/", StringComparison.Ordinal) ? new Answer(200, body) : Healthy(request));
        using var converter = Configure(server.Url, []);

        var failure = Assert.Throws<DataException>(() => converter.Read("t", [0, 0, 0, 0, 1, 2]));
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Registry_AfterTheFirstRecord_IsNotAsked()
    {
        using var server = new ScriptedServer(Healthy);
        using var converter = Configure(server.Url, []);
        for (var i = 0; i < 3; i++)
        {
            var bytes = converter.Write("t", OrderSchema, Order(i))!;
            bytes[4] = 1;
            Assert.Equal(i, ((Struct)converter.Read("t", bytes).Value!).Get("id"));
        }

        Assert.Equal(
            ["POST /subjects/t-value/versions", "GET /schemas/ids/1", "POST /subjects/t-value"],
            server.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    private static Answer Healthy(ScriptedServer.Request request) => request switch
    {
        { Method: "GET", Path: var path } when path.StartsWith("/associations/", StringComparison.Ordinal) => new Answer(404, null),
        { Method: "POST", Path: var path } when path.EndsWith("/versions", StringComparison.Ordinal) => new Answer(200, """{"id":7}"""),
        { Method: "POST" } => new Answer(200, Registered()),
        { Path: var path } when path.StartsWith("/schemas/ids/", StringComparison.Ordinal) =>
            new Answer(200, JsonSerializer.Serialize(new { schema = OrderText })),
        _ => new Answer(200, Registered()),
    };

    private static string Registered() => JsonSerializer.Serialize(new { subject = "t-value", version = 1, id = 1, schema = OrderText });

    private static AvroConverter Configure(string url, Dictionary<string, string?> settings)
    {
        var converter = new AvroConverter();
        var all = new Dictionary<string, string?>
        {
            ["schema.registry.url"] = url,
            ["value.subject.name.strategy"] = ConverterCalls.TopicNames,
            ["retries.wait.ms"] = "1",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        converter.Configure(all, isKey: false);
        return converter;
    }

    private static Struct Order(int id) => new Struct(OrderSchema).Put("id", id);
}
