using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Answer = Connect.Converters.Avro.Tests.Registry.ScriptedServer.Answer;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>What a registry answers, or does not, becomes the kind of error that Confluent's converter throws, after as many requests.</summary>
public sealed class ScriptedRegistryTests
{
    private const string OrderText = """{"type":"record","name":"Order","namespace":"com.example","fields":[{"name":"id","type":"int"}],"connect.name":"com.example.Order"}""";

    private static readonly Schema OrderSchema = SchemaBuilder.Struct().Name("com.example.Order").Field("id", Schema.Int32).Build();

    private static readonly List<JsonElement> Scripted = [.. AvroVectors.HttpPart("scripted").EnumerateArray()];

    public static IEnumerable<object[]> Cases =>
        Scripted.Select((c, i) => new object[] { i, $"{c.GetProperty("operation")}/{c.GetProperty("status")}/{c.GetProperty("errorBody")}" });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Answer_OfAnOperation_IsTheKindOfErrorThatJavaThrows(int index, string name)
    {
        var vector = Scripted[index];
        var operation = vector.GetProperty("operation").GetString()!;
        var scripted = new Answer(vector.GetProperty("status").GetInt32(), vector.GetProperty("errorBody").GetString());
        using var server = new ScriptedServer(request => Is(operation, request) ? scripted : Healthy(request));
        using var converter = Configure(server.Url, SettingsFor(operation));

        var failure = Record.Exception(() => Run(operation, converter));

        Assert.True(
            KindOf(failure) == (vector.TryGetProperty("error", out var error) ? error.GetProperty("kind").GetString() : "ok"), $"{name}: {failure}");
        Assert.Equal(vector.GetProperty("requestsOfThatOperation").GetInt32(), server.Requests.Count(request => Is(operation, request)));
        if (failure is not null && scripted.Body is { } body && body.StartsWith('{'))
        {
            Assert.Contains("scripted", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Registry_DownAndBack_IsAskedAgainUntilItAnswers()
    {
        var asked = 0;
        using var server = new ScriptedServer(request => Interlocked.Increment(ref asked) <= 2 ? new Answer(503, "{}") : Healthy(request));
        using var converter = Configure(server.Url, []);

        Assert.Equal([0, 0, 0, 0, 7, 2], converter.Write("t", OrderSchema, Order(1)));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public void MaxRetries_Zero_IsOneRequest()
    {
        using var server = new ScriptedServer(_ => new Answer(503, "{}"));
        using var converter = Configure(server.Url, new() { ["max.retries"] = "0" });

        Assert.Throws<RetriableException>(() => converter.Write("t", OrderSchema, Order(1)));
        Assert.Single(server.Requests);
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

    [Fact]
    public void Failover_OfARefusal_IsNotDone()
    {
        using var refusing = new ScriptedServer(_ => new Answer(404, """{"error_code":40401,"message":"x"}"""));
        using var sound = new ScriptedServer(Healthy);
        using var converter = Configure($"{refusing.Url},{sound.Url}", []);

        Assert.Throws<DataException>(() => converter.Write("t", OrderSchema, Order(1)));
        Assert.Equal((1, 0), (refusing.Requests.Count, sound.Requests.Count));
    }

    [Theory]
    [InlineData(AvroVectors.TopicNames)]
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
    public void Host_Unknown_IsNoDataErrorAndNotRetriable()
    {
        using var converter = Configure("http://no-such-host.invalid:8081", []);

        Assert.Throws<ConnectException>(() => converter.Write("t", OrderSchema, Order(1)));
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
    [InlineData(200, "not JSON", 4)]
    [InlineData(204, null, 1)]
    public void Answer_ThatIsNone_IsADataErrorAfterJavasRequests(int status, string? body, int requests)
    {
        using var server = new ScriptedServer(_ => new Answer(status, body));
        using var converter = Configure(server.Url, []);

        Assert.Throws<DataException>(() => converter.Write("t", OrderSchema, Order(1)));
        Assert.Equal(requests, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"id":7,"unknown":{"x":[1]}}""", 7)]
    [InlineData("{}", 0)]
    [InlineData("""{"id":7,"version":3,"guid":"89791762-2336-186f-9674-180ca8e282e2","schema":"\"string\"","schemaType":"AVRO"}""", 7)]
    public void Answer_WithMoreOrLessThanAnId_IsTaken(string body, byte id)
    {
        using var server = new ScriptedServer(_ => new Answer(200, body));
        using var converter = Configure(server.Url, []);

        Assert.Equal([0, 0, 0, 0, id, 2], converter.Write("t", OrderSchema, Order(1)));
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
    public void SchemaById_WithReferences_HasEachFetchedOnce()
    {
        using var server = new ScriptedServer(request => request.Path switch
        {
            "/schemas/ids/1" => new Answer(200, """{"schema":"{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"com.example.B\"}]}","references":[{"name":"com.example.B","subject":"b-subj","version":3}]}"""),
            "/subjects/b-subj/versions/3" => new Answer(200, """{"subject":"b-subj","version":3,"id":2,"schema":"{\"type\":\"record\",\"name\":\"B\",\"namespace\":\"com.example\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}"}"""),
            _ => new Answer(200, """{"subject":"t-value","version":4,"id":1,"schema":"\"string\""}"""),
        });
        using var converter = Configure(server.Url, []);

        var read = converter.Read("t", [0, 0, 0, 0, 1, 14]);

        Assert.Equal(7, ((Struct)((Struct)read.Value!).Get("b")!).Get("x"));
        Assert.Equal(4, read.Schema!.Version);
        Assert.Equal(["/schemas/ids/1", "/subjects/b-subj/versions/3", "/subjects/t-value"], server.Requests.Select(request => request.Path));
        Assert.Contains("b-subj", server.Requests[2].Body, StringComparison.Ordinal);
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

    private static bool Is(string operation, ScriptedServer.Request request) => operation switch
    {
        "register" => request is { Method: "POST", Path: "/subjects/t-value/versions" },
        "lookup-auto-register-false" or "version-lookup" => request is { Method: "POST", Path: "/subjects/t-value" },
        "latest" => request is { Method: "GET", Path: "/subjects/t-value/versions/latest" },
        "schema-by-id" => request is { Method: "GET", Path: "/schemas/ids/1" },
        "associations" => request is { Method: "GET", Path: "/associations/resources/-/t" },
        _ => throw new ArgumentException(operation),
    };

    private static Dictionary<string, string?> SettingsFor(string operation) => operation switch
    {
        "lookup-auto-register-false" => new() { ["auto.register.schemas"] = "false" },
        "latest" => new() { ["auto.register.schemas"] = "false", ["use.latest.version"] = "true" },
        "associations" => new() { ["value.subject.name.strategy"] = "io.confluent.kafka.serializers.subject.AssociatedNameStrategy" },
        _ => [],
    };

    private static AvroConverter Configure(string url, Dictionary<string, string?> settings)
    {
        var converter = new AvroConverter();
        var all = new Dictionary<string, string?>
        {
            ["schema.registry.url"] = url,
            ["value.subject.name.strategy"] = AvroVectors.TopicNames,
            ["retries.wait.ms"] = "1",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        converter.Configure(all, isKey: false);
        return converter;
    }

    private static void Run(string operation, AvroConverter converter)
    {
        if (operation is "schema-by-id" or "version-lookup")
        {
            converter.Read("t", [0, 0, 0, 0, 1, 2]);
        }
        else
        {
            converter.Write("t", OrderSchema, Order(1));
        }
    }

    private static Struct Order(int id) => new Struct(OrderSchema).Put("id", id);

    // Kafka's own exceptions, which are neither retried nor the data's fault, are Connect's plain one here.
    private static string KindOf(Exception? failure) => failure switch
    {
        null => "ok",
        DataException => "data",
        RetriableException => "retriable",
        ConfigException => "config",
        ConnectException => "kafka",
        _ => failure.ToString(),
    };
}
