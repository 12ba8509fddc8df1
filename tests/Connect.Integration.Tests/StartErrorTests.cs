using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>A worker that can't start says why in a line, and ends with a code.</summary>
public sealed class StartErrorTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("offset.flush.interval.ms", "soon", new[] { "offset.flush.interval.ms", "soon" })]
    [InlineData("topic.creation.enable", "maybe", new[] { "topic.creation.enable", "maybe" })]
    [InlineData("log.format", "xml", new[] { "log.format", "xml", "plain", "json" })]
    [InlineData("listeners", "localhost", new[] { "listeners", "localhost" })]
    [InlineData("value.converter", "org.apache.kafka.connect.json.JsonConvertr", new[] { "JsonConvertr", "org.apache.kafka.connect.json.JsonConverter", "StringConverter" })]
    [InlineData("header.converter", "Nonsense", new[] { "Nonsense", "org.apache.kafka.connect.storage.SimpleHeaderConverter" })]
    [InlineData("connector.client.config.override.policy", "Nobody", new[] { "connector.client.config.override.policy", "Nobody", "All", "None" })]
    [InlineData("bootstrap.servers", "localhost", new[] { "bootstrap.servers", "localhost" })]
    public async Task Setting_WithAnUnknownValue_EndsWithItsNameAndWhatIsAllowed(string name, string value, string[] told)
    {
        var worker = _scene.Write("worker.properties", _scene.WorkerSettings().With(name, value));
        AssertTold(await RunAsync(["standalone", worker]), told);
    }

    [Fact]
    public async Task Settings_ManyWrong_AreToldTogether()
    {
        var settings = _scene.WorkerSettings().With("offset.flush.interval.ms", "soon").With("task.shutdown.graceful.timeout.ms", "never").Without("key.converter");
        AssertTold(
            await RunAsync(["standalone", _scene.Write("worker.properties", settings)]),
            "offset.flush.interval.ms", "task.shutdown.graceful.timeout.ms", "key.converter");
    }

    [Fact]
    public async Task WorkerFile_Missing_EndsWithItsPath() =>
        AssertTold(await RunAsync(["standalone", _scene.InFolder("nowhere.properties")]), _scene.InFolder("nowhere.properties"));

    [Fact]
    public async Task ConnectorFile_Missing_EndsWithItsPath() => AssertTold(
        await RunAsync(["standalone", _scene.Write("worker.properties", _scene.WorkerSettings()), _scene.InFolder("nowhere.properties")]),
        _scene.InFolder("nowhere.properties"));

    [Theory]
    [InlineData("{ \"name\": \"x\", \"config\": { ", "not valid JSON")]
    [InlineData("{ \"connector.class\": \"FileStreamSource\" }", "name")]
    public async Task ConnectorFile_Broken_EndsWithItsPathAndWhatIsWrong(string text, string told)
    {
        var file = _scene.Write("connector.json", text);
        AssertTold(await RunAsync(["standalone", _scene.Write("worker.properties", _scene.WorkerSettings()), file]), file, told);
    }

    [Fact]
    public async Task ConnectorFile_OfAnUnknownClass_EndsWithNearNames()
    {
        var file = _scene.Write("connector.properties", _scene.FileSource("in", "t").With("connector.class", "FileStreamSurce"));
        AssertTold(
            await RunAsync(["standalone", _scene.Write("worker.properties", _scene.WorkerSettings()), file]),
            $"source-{_scene.Id}", "FileStreamSurce", "org.apache.kafka.connect.file.FileStreamSourceConnector");
    }

    [Fact]
    public async Task Brokers_ThatDoNotAnswer_EndAfterABoundedTimeWithTheirNames()
    {
        var nobody = $"127.0.0.1:{FreePort()}";
        var settings = _scene.WorkerSettings(nobody).With("default.api.timeout.ms", "5000");
        var began = Stopwatch.GetTimestamp();
        AssertTold(await RunAsync(["standalone", _scene.Write("worker.properties", settings)]), "bootstrap.servers", nobody, "embedded:");
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task Port_InUse_EndsWithItsNumber()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var settings = _scene.WorkerSettings().With("listeners", "http://127.0.0.1:" + port);
        AssertTold(await RunAsync(["standalone", _scene.Write("worker.properties", settings)]), "listeners", port, "use");
    }

    [Fact]
    public async Task EmbeddedLog_OfAnotherWorker_EndsWithItsHolder()
    {
        var file = _scene.Write("worker.properties", _scene.WorkerSettings());
        await using var first = await WorkerProcess.StartAsync(_scene.Folder, Token, file);
        AssertTold(await RunAsync(["standalone", file]), _scene.InFolder("log"), first.Id.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task PluginFolder_Missing_IsToldAndTheWorkerGoesOn()
    {
        // As Java's worker: what else there is can be used.
        var settings = _scene.WorkerSettings().With("plugin.path", _scene.InFolder("nowhere"));
        await using var worker = await WorkerProcess.StartAsync(_scene.Folder, Token, _scene.Write("worker.properties", settings));
        Assert.Contains(
            worker.Log.Split('\n'), l => l.Contains(_scene.InFolder("nowhere"), StringComparison.Ordinal) && l.Contains(" ERROR ", StringComparison.Ordinal));
        Assert.NotEmpty((await worker.Rest.GetAsync("/connector-plugins", Token)).AsArray());
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static void AssertTold((int Code, string Log) end, params string[] told)
    {
        Assert.True(end.Code is not 0, "It ended with 0.\n" + end.Log);
        var message = end.Log.Split('\n').FirstOrDefault(l => l.StartsWith("connect: ", StringComparison.Ordinal));
        Assert.True(message is not null, "It did not say why it ends.\n" + end.Log);
        var said = end.Log[end.Log.IndexOf("connect: ", StringComparison.Ordinal)..];
        foreach (var one in told)
        {
            Assert.Contains(one, said, StringComparison.OrdinalIgnoreCase);
        }

        // A line for people, no trace of the worker's insides.
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Log)> RunAsync(IEnumerable<string> arguments)
    {
        await using var worker = WorkerProcess.Launch(_scene.Folder, arguments);
        var code = await worker.WaitForEndAsync(Token);
        return (code, worker.Log);
    }
}
