using System.Net.Http.Json;
using Connect.Integration.Tests.Harness;
using Connect.TestHarness;

namespace Connect.Integration.Tests;

/// <summary>Avro with a Schema Registry, through whole workers.</summary>
public sealed class AvroTests(SharedKafka kafka, RegistryServer registry) : IDisposable
{
    private const string Converter = "io.confluent.connect.avro.AvroConverter";
    private const string HeaderSerializer = "io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer";

    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Topic => "avro-" + _scene.Id;

    private string SourceName => "source-" + _scene.Id;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(HeaderSerializer)]
    public async Task MockRegistry_OnTheEmbeddedLog_CopiesWithNothingInstalled(string? serializer)
    {
        await using var worker = await StartAsync("embedded:" + _scene.InFolder("log"), "mock://" + _scene.Id);
        var lines = _scene.AppendLines("in", "a", 100);
        var source = Source("line");
        if (serializer is not null)
        {
            source = source.With("value.converter", Converter)
                .With("value.converter.schema.registry.url", "mock://" + _scene.Id)
                .With("value.converter.value.schema.id.serializer", serializer);
        }

        await worker.Rest.CreateAsync(SourceName, source.Without("name"), Token);
        await worker.Rest.CreateAsync("sink-" + _scene.Id, Sink().Without("name"), Token);

        Assert.Equal(lines.Select(line => $"Struct{{line={line}}}"), await worker.WaitForLinesAsync(_scene.InFolder("out"), lines.Length, Token));

        // The registry's client names types of Kafka's: that must not make them load their native library.
        Assert.DoesNotContain("librdkafka", await File.ReadAllTextAsync($"/proc/{worker.Id}/maps", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_Listed_HaveTheConverterUnderItsJavaName()
    {
        await using var worker = await StartAsync("embedded:" + _scene.InFolder("log"), "mock://x");

        var plugins = await worker.Rest.GetAsync("/connector-plugins?connectorsOnly=false", Token);

        Assert.Equal("converter", (string?)Assert.Single(plugins.AsArray(), plugin => (string?)plugin!["class"] == Converter)!["type"]);
    }

    [Fact]
    public async Task Schema_EvolvingOnTheWay_IsTakenOrRefused_AndNoRecordIsLost()
    {
        var (bootstrap, url) = await ServersAsync();
        await using var worker = await StartAsync(bootstrap, url);
        await worker.Rest.CreateAsync(SourceName, Source("line").Without("name"), Token);
        await worker.Rest.CreateAsync("sink-" + _scene.Id, Sink().Without("name"), Token);
        _scene.AppendLines("in", "a", 5);
        await worker.WaitForLinesAsync(_scene.InFolder("out"), 5, Token);
        using var http = new HttpClient();
        using var set = await http.PutAsJsonAsync($"{url}/config/{Topic}-value", new { compatibility = "BACKWARD" }, Token);
        set.EnsureSuccessStatusCode();

        // A field with a default goes with what is there.
        var evolved = Source("line")
            .With("transforms", "hoist,insert")
            .With("transforms.insert.type", "org.apache.kafka.connect.transforms.InsertField$Value")
            .With("transforms.insert.static.field", "origin")
            .With("transforms.insert.static.value", "x");
        await ConfigureAsync(worker, evolved);
        _scene.AppendLines("in", "b", 5);
        await worker.WaitForLinesAsync(_scene.InFolder("out"), 10, Token);

        // A field without one does not.
        await ConfigureAsync(worker, Source("text"));
        _scene.AppendLines("in", "c", 5);
        var trace = await worker.Rest.WaitForTraceAsync(SourceName, Token);
        Assert.Contains("VALUE_CONVERTER", trace, StringComparison.Ordinal);
        Assert.Contains($"can't be registered under subject {Topic}-value", trace, StringComparison.Ordinal);
        Assert.Contains("Incompatible", trace, StringComparison.Ordinal);

        await ConfigureAsync(worker, evolved);
        _scene.AppendLines("in", "d", 1);
        var lines = await worker.WaitForLinesAsync(_scene.InFolder("out"), 16, Token);
        string[] expected =
        [
            .. Enumerable.Range(0, 5).Select(i => $"Struct{{line=a{i}}}"),
            .. Enumerable.Range(0, 5).Select(i => $"Struct{{line=b{i},origin=x}}"),
            .. Enumerable.Range(0, 5).Select(i => $"Struct{{line=c{i},origin=x}}"),
            "Struct{line=d0,origin=x}",
        ];
        Assert.Equal(expected, lines);
        Assert.Equal(0, await worker.StopAsync("TERM", Token));

        var read = await JavaWitness.RunAsync(Token, "read", bootstrap, url, Topic);
        Assert.Equal(16, read.Length);
        Assert.Equal(("""{"line": "a0"}""", """{"line": "d0", "origin": "x"}"""), (read[0], read[^1]));
    }

    [Fact]
    public async Task Topic_WrittenByAvrosJavaLibrary_IsRead()
    {
        var (bootstrap, url) = await ServersAsync();
        const string Schema = """
            {"type":"record","name":"Order","namespace":"com.example","fields":[
              {"name":"id","type":"long"},
              {"name":"tags","type":{"type":"array","items":"string"}},
              {"name":"prices","type":{"type":"map","values":"double"}},
              {"name":"customer","type":["null",{"type":"record","name":"Customer","fields":[{"name":"name","type":"string"}]}],"default":null},
              {"name":"state","type":{"type":"enum","name":"State","symbols":["OPEN","CLOSED"]}}]}
            """;
        await JavaWitness.RunAsync(
            Token,
            "write",
            bootstrap,
            url,
            Topic,
            Schema,
            """{"id":1,"tags":["a","ü"],"prices":{"x":1.5},"customer":{"com.example.Customer":{"name":"Ann"}},"state":"CLOSED"}""",
            """{"id":-9007199254740993,"tags":[],"prices":{},"customer":null,"state":"OPEN"}""");
        await using var worker = await StartAsync(bootstrap, url);
        await worker.Rest.CreateAsync("sink-" + _scene.Id, Sink().Without("name"), Token);

        Assert.Equal(
            [
                "Struct{id=1,tags=[a, ü],prices={x=1.5},customer=Struct{name=Ann},state=CLOSED}",
                "Struct{id=-9007199254740993,tags=[],prices={},state=OPEN}",
            ],
            await worker.WaitForLinesAsync(_scene.InFolder("out"), 2, Token));
    }

    private static Task ConfigureAsync(WorkerProcess worker, Dictionary<string, string> config) =>
        worker.Rest.DoAsync(HttpMethod.Put, $"/connectors/{config["name"]}/config", WorkerRest.ToJson(config), Token);

    private Dictionary<string, string> Source(string field) => _scene.FileSource("in", Topic)
        .With("transforms", "hoist")
        .With("transforms.hoist.type", "org.apache.kafka.connect.transforms.HoistField$Value")
        .With("transforms.hoist.field", field);

    private Dictionary<string, string> Sink() => _scene.FileSink("out", Topic);

    private async Task<(string Bootstrap, string Url)> ServersAsync()
    {
        Assert.SkipUnless(RegistryServer.Absence is null, RegistryServer.Absence ?? "");
        return (await kafka.StartAsync(Token), await registry.StartAsync(Token));
    }

    private async Task<WorkerProcess> StartAsync(string bootstrap, string url) => await WorkerProcess.StartAsync(
        _scene.Folder,
        Token,
        _scene.Write("worker.properties", _scene.WorkerSettings(bootstrap)
            .With("value.converter", Converter)
            .With("value.converter.schema.registry.url", url)));
}
