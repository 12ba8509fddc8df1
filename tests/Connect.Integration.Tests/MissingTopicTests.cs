using System.Text.RegularExpressions;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>Topics that nobody makes, and brokers that go away.</summary>
public sealed partial class MissingTopicTests(OwnKafka kafka) : IClassFixture<OwnKafka>, IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Source_OfATopicThatNobodyMakes_FailsWithinAMinute()
    {
        var settings = _scene.WorkerSettings(await kafka.StartAsync(Token)).With("topic.creation.enable", "false");
        _scene.AppendLines("in", "x", 3);
        await using var worker = await WorkerProcess.StartAsync(
            _scene.Folder,
            Token,
            _scene.Write("worker.properties", settings),
            _scene.Write("source.properties", _scene.FileSource("in", _scene.Id)));
        var trace = await worker.Rest.WaitForTraceAsync($"source-{_scene.Id}", Token, TimeSpan.FromSeconds(70));
        Assert.Contains(_scene.Id, trace.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sink_OfAMissingTopic_WarnsAndReadsItWhenItComes()
    {
        var bootstrap = await kafka.StartAsync(Token);
        await using var worker = await WorkerProcess.StartAsync(
            _scene.Folder,
            Token,
            _scene.Write("worker.properties", _scene.WorkerSettings(bootstrap)),
            _scene.Write("sink.properties", _scene.FileSink("out", _scene.Id)));
        var warning = await worker.WaitForLogAsync(Warning(), Token);
        Assert.Contains(_scene.Id, warning.Value, StringComparison.Ordinal);
        await worker.Rest.WaitForStateAsync($"sink-{_scene.Id}", "RUNNING", 1, Token);
        await using var topics = new KafkaTopics(bootstrap);
        await topics.CreateAsync(_scene.Id, 1, Token);
        await topics.WriteAsync(_scene.Id, ["a", "b"], Token);
        Assert.Equal(["a", "b"], await worker.WaitForLinesAsync(_scene.InFolder("out"), 2, Token));
    }

    [Fact]
    public async Task Broker_KilledAndBackAgain_LosesNothing()
    {
        var settings = _scene.WorkerSettings(await kafka.StartAsync(Token));
        await using var topics = new KafkaTopics(settings["bootstrap.servers"]);
        await topics.CreateAsync(_scene.Id, 1, Token);
        var lines = _scene.AppendLines("in", "before ", 1000);
        await using var worker = await WorkerProcess.StartAsync(
            _scene.Folder,
            Token,
            _scene.Write("worker.properties", settings),
            _scene.Write("source.properties", _scene.FileSource("in", _scene.Id)),
            _scene.Write("sink.properties", _scene.FileSink("out", _scene.Id)));
        await worker.WaitForLinesAsync(_scene.InFolder("out"), lines.Length, Token);
        await kafka.KillAsync(Token);
        lines = [.. lines, .. _scene.AppendLines("in", "meanwhile ", 1000)];
        await worker.WaitForLogAsync(Trouble(), Token);
        await kafka.StartAsync(Token);
        lines = [.. lines, .. _scene.AppendLines("in", "after ", 1000)];
        await worker.WaitUntilAsync(
            "every line in the sink", () => File.ReadLines(_scene.InFolder("out")).ToHashSet().IsSupersetOf(lines), Token, TimeSpan.FromMinutes(2));
        Assert.Equal(lines, File.ReadLines(_scene.InFolder("out")).Distinct());
        await worker.Rest.WaitForStateAsync($"source-{_scene.Id}", "RUNNING", 1, Token);
        await worker.Rest.WaitForStateAsync($"sink-{_scene.Id}", "RUNNING", 1, Token);
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
    }

    [GeneratedRegex("WARN .*Topic .* does not exist.*")]
    private static partial Regex Warning();

    [GeneratedRegex("WARN .*Trouble with the brokers")]
    private static partial Regex Trouble();
}
