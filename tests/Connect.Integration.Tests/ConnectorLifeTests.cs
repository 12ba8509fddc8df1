using System.Net;
using System.Text.Json.Nodes;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>A connector's life over REST: made, changed, paused, stopped, restarted, deleted.</summary>
public sealed class ConnectorLifeTests(SharedKafka kafka) : IDisposable
{
    private const string Json = "org.apache.kafka.connect.json.JsonConverter";
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Source => "source-" + _scene.Id;

    private string Sink => "sink-" + _scene.Id;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(LogKind.Embedded)]
    [InlineData(LogKind.Kafka)]
    public async Task Converters_OfTheConnector_OverrideTheWorkers(LogKind kind)
    {
        await using var worker = await StartAsync(kind);
        _scene.Write("in", "x\n");
        await CreateAsync(worker, _scene.FileSource("in", _scene.Id).With("value.converter", Json).With("value.converter.schemas.enable", "true"));
        await CreateAsync(worker, _scene.FileSink("out", _scene.Id));
        var line = Assert.Single(await worker.WaitForLinesAsync(_scene.InFolder("out"), 1, Token));
        Assert.Equal("{\"schema\":{\"type\":\"string\",\"optional\":false},\"payload\":\"x\"}", line);
    }

    [Theory]
    [InlineData(LogKind.Embedded)]
    [InlineData(LogKind.Kafka)]
    public async Task Regex_OfASink_PicksUpATopicThatComesLater(LogKind kind)
    {
        await using var worker = await StartAsync(kind);
        await CreateAsync(
            worker,
            _scene.FileSink("out", "").Without("topics").With("topics.regex", _scene.Id + "-[ab]").With("consumer.override.metadata.max.age.ms", "1000"));
        foreach (var (topic, count) in ((string, int)[])[("a", 1), ("c", 1), ("b", 2)])
        {
            _scene.Write("in-" + topic, topic + "\n");
            await CreateAsync(worker, _scene.FileSource("in-" + topic, $"{_scene.Id}-{topic}").With("name", $"source-{_scene.Id}-{topic}"));
            await worker.WaitForLinesAsync(_scene.InFolder("out"), count, Token);
        }

        Assert.Equal(["a", "b"], await File.ReadAllLinesAsync(_scene.InFolder("out"), Token));
    }

    [Theory]
    [InlineData(LogKind.Embedded)]
    [InlineData(LogKind.Kafka)]
    public async Task Pause_HoldsSourceAndSink_ResumeGoesOnWhereTheyWere(LogKind kind)
    {
        await using var worker = await StartAsync(kind);
        await CreateBothAsync(worker);
        var lines = _scene.AppendLines("in", "a", 100);
        await worker.WaitForLinesAsync(_scene.InFolder("out"), 100, Token);
        foreach (var name in (string[])[Source, Sink])
        {
            await worker.Rest.DoAsync(HttpMethod.Put, $"/connectors/{name}/pause", null, Token);
            await worker.Rest.WaitForStateAsync(name, "PAUSED", 1, Token);
        }

        lines = [.. lines, .. _scene.AppendLines("in", "b", 100)];
        await worker.Rest.DoAsync(HttpMethod.Put, $"/connectors/{Source}/resume", null, Token);
        await worker.Rest.WaitForStateAsync(Source, "RUNNING", 1, Token);
        await CreateAsync(worker, _scene.FileSink("other", _scene.Id).With("name", $"other-{_scene.Id}"));
        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("other"), 200, Token));

        // All is in the topic, and the paused sink has not touched it.
        Assert.Equal(lines[..100], await File.ReadAllLinesAsync(_scene.InFolder("out"), Token));
        await worker.Rest.DoAsync(HttpMethod.Put, $"/connectors/{Sink}/resume", null, Token);
        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("out"), 200, Token));
    }

    [Fact]
    public async Task Stop_EndsTheTasks_ResumeGoesOnWhereTheyWere()
    {
        await using var worker = await StartAsync(LogKind.Embedded);
        await CreateBothAsync(worker);
        var lines = _scene.AppendLines("in", "a", 100);
        await worker.WaitForLinesAsync(_scene.InFolder("out"), 100, Token);
        foreach (var name in (string[])[Source, Sink])
        {
            await worker.Rest.DoAsync(HttpMethod.Put, $"/connectors/{name}/stop", null, Token);
            await worker.Rest.WaitForStateAsync(name, "STOPPED", 0, Token);
        }

        var offsets = (await worker.Rest.GetAsync($"/connectors/{Source}/offsets", Token))["offsets"]!.AsArray();
        Assert.Equal(new FileInfo(_scene.InFolder("in")).Length, (long)Assert.Single(offsets)!["offset"]!["position"]!);
        lines = [.. lines, .. _scene.AppendLines("in", "b", 100)];
        foreach (var name in (string[])[Source, Sink])
        {
            await worker.Rest.DoAsync(HttpMethod.Put, $"/connectors/{name}/resume", null, Token);
        }

        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("out"), 200, Token));
    }

    [Fact]
    public async Task Config_PutOnARunningConnector_TakesEffectWhereItWas()
    {
        await using var worker = await StartAsync(LogKind.Embedded);
        await CreateBothAsync(worker);
        await CreateAsync(worker, _scene.FileSink("second", "second").With("name", "second"));
        _scene.AppendLines("in", "a", 100);
        await worker.WaitForLinesAsync(_scene.InFolder("out"), 100, Token);
        await worker.Rest.DoAsync(HttpMethod.Put, $"/connectors/{Source}/config", WorkerRest.ToJson(_scene.FileSource("in", "second")), Token);
        var lines = _scene.AppendLines("in", "b", 100);
        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("second"), 100, Token));
        Assert.Equal(100, File.ReadLines(_scene.InFolder("out")).Count());
        Assert.Equal("second", (string?)(await worker.Rest.GetAsync($"/connectors/{Source}/config", Token))["topic"]);
    }

    [Fact]
    public async Task Task_ThatFailed_RunsAfterItsRestart()
    {
        await using var worker = await StartAsync(LogKind.Embedded);
        Directory.CreateDirectory(_scene.InFolder("in"));
        await CreateBothAsync(worker);
        await worker.Rest.WaitForTraceAsync(Source, Token);
        Directory.Delete(_scene.InFolder("in"));
        var lines = _scene.AppendLines("in", "a", 10);
        await worker.Rest.DoAsync(HttpMethod.Post, $"/connectors/{Source}/tasks/0/restart", null, Token);
        await worker.Rest.WaitForStateAsync(Source, "RUNNING", 1, Token);
        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("out"), 10, Token));
    }

    [Fact]
    public async Task Tasks_OfAConnectorThatAsksForOthers_AreConfiguredAnew()
    {
        Directory.CreateDirectory(_scene.InFolder("plugins"));
        File.Copy(Repository.ExampleZip, _scene.InFolder("plugins/example.zip"));
        Directory.CreateDirectory(_scene.InFolder("lines"));
        var first = _scene.AppendLines("lines/one", "one", 50);
        await using var worker = await WorkerProcess.StartAsync(
            _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings().With("plugin.path", _scene.InFolder("plugins"))));
        await CreateAsync(worker, new Dictionary<string, string>
        {
            ["name"] = Source,
            ["connector.class"] = "LineDirectorySource",
            ["tasks.max"] = "5",
            ["directory"] = _scene.InFolder("lines"),
            ["topic"] = _scene.Id,
            ["rescan.interval.ms"] = "100",
        });
        await CreateAsync(worker, _scene.FileSink("out", _scene.Id));
        Assert.Equal(first, await worker.WaitForLinesAsync(_scene.InFolder("out"), 50, Token));
        await worker.Rest.WaitForStateAsync(Source, "RUNNING", 1, Token);
        var second = _scene.AppendLines("lines/two", "two", 50);
        await worker.Rest.WaitForStateAsync(Source, "RUNNING", 2, Token);
        Assert.Equal((string[])[.. first, .. second], await worker.WaitForLinesAsync(_scene.InFolder("out"), 100, Token));
    }

    [Fact]
    public async Task Delete_EndsTheConnector_AndItsNameGoesOnWhereItWas()
    {
        await using var worker = await StartAsync(LogKind.Embedded);
        await CreateBothAsync(worker);
        var lines = _scene.AppendLines("in", "a", 100);
        await worker.WaitForLinesAsync(_scene.InFolder("out"), 100, Token);
        foreach (var name in (string[])[Source, Sink])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await worker.Rest.SendAsync(HttpMethod.Delete, $"/connectors/{name}", null, Token)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await worker.Rest.SendAsync(HttpMethod.Get, $"/connectors/{name}/status", null, Token)).Status);
        }

        Assert.Empty((await worker.Rest.GetAsync("/connectors", Token)).AsArray());
        lines = [.. lines, .. _scene.AppendLines("in", "b", 100)];
        await CreateBothAsync(worker);
        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("out"), 200, Token));
    }

    private async Task CreateBothAsync(WorkerProcess worker)
    {
        await CreateAsync(worker, _scene.FileSource("in", _scene.Id));
        await CreateAsync(worker, _scene.FileSink("out", _scene.Id));
    }

    private static Task CreateAsync(WorkerProcess worker, Dictionary<string, string> config) =>
        worker.Rest.DoAsync(HttpMethod.Post, "/connectors", new JsonObject { ["name"] = config["name"], ["config"] = WorkerRest.ToJson(config) }, Token);

    private async Task<WorkerProcess> StartAsync(LogKind kind) => await WorkerProcess.StartAsync(
        _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings(await _scene.BootstrapAsync(kind, kafka, Token))));
}
