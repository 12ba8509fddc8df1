using System.Net;
using System.Text.Json.Nodes;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>What goes wrong while a worker runs is told where it belongs, and nothing else suffers.</summary>
public sealed class FailureTests(SharedKafka kafka) : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task ConnectorClass_Unknown_Is400WithNearNames()
    {
        await using var worker = await StartAsync(LogKind.Embedded);
        var (status, body) = await worker.Rest.SendAsync(
            HttpMethod.Post,
            "/connectors",
            new JsonObject { ["name"] = "x", ["config"] = new JsonObject { ["connector.class"] = "FileStreamSurce", ["topic"] = "t" } },
            Token);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(400, (int)body!["error_code"]!);
        Assert.Contains("FileStreamSurce", (string?)body["message"], StringComparison.Ordinal);
        Assert.Contains("org.apache.kafka.connect.file.FileStreamSourceConnector", (string?)body["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogKind.Embedded)]
    [InlineData(LogKind.Kafka)]
    public async Task Source_OfATopicThatCantBe_FailsWithinAMinute(LogKind kind)
    {
        await using var worker = await StartAsync(kind);
        _scene.AppendLines("in", "x", 3);
        await worker.Rest.CreateAsync("source", _scene.FileSource("in", "no topic/name").Without("name"), Token);
        var trace = await worker.Rest.WaitForTraceAsync("source", Token, TimeSpan.FromMinutes(1));
        Assert.Contains("no topic/name", trace.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_OfAFileThatCantBeRead_FailsWithItsName()
    {
        await using var worker = await StartAsync(LogKind.Embedded);
        Directory.CreateDirectory(_scene.InFolder("in"));
        await worker.Rest.CreateAsync("source", _scene.FileSource("in", "t").Without("name"), Token);
        var trace = await worker.Rest.WaitForTraceAsync("source", Token);
        Assert.Contains(_scene.InFolder("in") + " is a folder", trace.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sink_IntoAFileThatCantBeMade_FailsWithItsName()
    {
        await using var worker = await StartAsync(LogKind.Embedded);
        await worker.Rest.CreateAsync("sink", _scene.FileSink("nowhere/out", "t").Without("name"), Token);
        var trace = await worker.Rest.WaitForTraceAsync("sink", Token);
        Assert.Contains(_scene.InFolder("nowhere/out"), trace.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogKind.Embedded)]
    [InlineData(LogKind.Kafka)]
    public async Task Sink_OfARecordThatCantBeConverted_FailsWithPlaceAndCause(LogKind kind)
    {
        await using var worker = await StartAsync(kind);
        _scene.Write("in", "{\"a\":1}\n{broken\n");
        await worker.Rest.CreateAsync($"source-{_scene.Id}", _scene.FileSource("in", _scene.Id).Without("name"), Token);
        await worker.Rest.CreateAsync($"sink-{_scene.Id}", JsonSink().Without("name"), Token);
        var trace = await worker.Rest.WaitForTraceAsync($"sink-{_scene.Id}", Token);

        // The first line alone says what is wrong and where.
        var first = trace.Split('\n')[0];
        Assert.Contains("org.apache.kafka.connect.errors.ConnectException", first, StringComparison.Ordinal);
        Assert.Contains("VALUE_CONVERTER", first, StringComparison.Ordinal);
        Assert.Contains("JsonConverter", first, StringComparison.Ordinal);
        Assert.Contains($"topic {_scene.Id}, partition 0, offset 1", first, StringComparison.Ordinal);
        Assert.Contains("Caused by: org.apache.kafka.connect.errors.DataException", trace, StringComparison.Ordinal);

        // The other connector goes on.
        await worker.Rest.WaitForStateAsync($"source-{_scene.Id}", "RUNNING", 1, Token);
    }

    [Fact]
    public async Task DeadLetters_OnKafka_CarryTheRecordAndItsContext()
    {
        await using var worker = await StartAsync(LogKind.Kafka);
        _scene.Write("in", "{\"a\":1}\n{broken\n{\"a\":2}\n");
        await worker.Rest.CreateAsync($"source-{_scene.Id}", _scene.FileSource("in", _scene.Id).Without("name"), Token);
        await worker.Rest.CreateAsync(
            $"sink-{_scene.Id}",
            JsonSink()
                .Without("name")
                .With("errors.tolerance", "all")
                .With("errors.deadletterqueue.topic.name", _scene.Id + "-dead")
                .With("errors.deadletterqueue.topic.replication.factor", "1")
                .With("errors.deadletterqueue.context.headers.enable", "true"),
            Token);
        Assert.Equal(["{a=1}", "{a=2}"], await worker.WaitForLinesAsync(_scene.InFolder("out"), 2, Token));
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
        await using var topics = new KafkaTopics(await kafka.StartAsync(Token));
        var (value, headers) = Assert.Single(await topics.ReadAsync(_scene.Id + "-dead", Token));
        Assert.Equal("{broken", value);
        Assert.Equal(_scene.Id, headers["__connect.errors.topic"]);
        Assert.Equal("0", headers["__connect.errors.partition"]);
        Assert.Equal("1", headers["__connect.errors.offset"]);
        Assert.Equal($"sink-{_scene.Id}", headers["__connect.errors.connector.name"]);
        Assert.Equal("0", headers["__connect.errors.task.id"]);
        Assert.Equal("VALUE_CONVERTER", headers["__connect.errors.stage"]);
        Assert.Equal("org.apache.kafka.connect.json.JsonConverter", headers["__connect.errors.class.name"]);
        Assert.Equal("org.apache.kafka.connect.errors.DataException", headers["__connect.errors.exception.class.name"]);
        Assert.NotEmpty(headers["__connect.errors.exception.message"]);
        Assert.Contains("DataException", headers["__connect.errors.exception.stacktrace"], StringComparison.Ordinal);
    }

    private Dictionary<string, string> JsonSink() => _scene.FileSink("out", _scene.Id)
        .With("value.converter", "org.apache.kafka.connect.json.JsonConverter")
        .With("value.converter.schemas.enable", "false");

    private async Task<WorkerProcess> StartAsync(LogKind kind) => await WorkerProcess.StartAsync(
        _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings(await _scene.BootstrapAsync(kind, kafka, Token))));
}
