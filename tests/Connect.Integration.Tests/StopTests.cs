using System.Globalization;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>Signals end a worker gracefully.</summary>
public sealed class StopTests(SharedKafka kafka) : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(LogKind.Embedded, "TERM")]
    [InlineData(LogKind.Embedded, "INT")]
    [InlineData(LogKind.Kafka, "TERM")]
    [InlineData(LogKind.Kafka, "INT")]
    public async Task Signal_DuringACopy_FlushesCommitsAndGoesOnWithoutDuplicates(LogKind kind, string signal)
    {
        var settings = _scene.WorkerSettings(await _scene.BootstrapAsync(kind, kafka, Token));

        // Only the stop commits anything.
        settings["offset.flush.interval.ms"] = "600000";
        string[] files =
        [
            _scene.Write("worker.properties", settings),
            _scene.Write("source.properties", _scene.FileSource("in", _scene.Id)),
            _scene.Write("sink.properties", _scene.FileSink("out", _scene.Id)),
        ];
        var lines = _scene.AppendLines("in", "a", 2000);
        await using (var worker = await WorkerProcess.StartAsync(_scene.Folder, Token, files))
        {
            // The first line in the sink may still lie in the writer's buffer: that it reads is enough.
            await worker.WaitAsync("a topic read by the sink", async () =>
                (await worker.Rest.GetAsync($"/connectors/sink-{_scene.Id}/topics", Token))[$"sink-{_scene.Id}"]!["topics"]!.AsArray().FirstOrDefault(), Token);
            Assert.Equal(0, await worker.StopAsync(signal, Token));
            Assert.DoesNotContain(" ERROR ", worker.Log, StringComparison.Ordinal);
        }

        lines = [.. lines, .. _scene.AppendLines("in", "b", 1000)];
        settings["offset.flush.interval.ms"] = "500";
        _scene.Write("worker.properties", settings);
        await using var next = await WorkerProcess.StartAsync(_scene.Folder, Token, files);
        await next.WaitForLinesAsync(_scene.InFolder("out"), lines.Length, Token);
        Assert.Equal(0, await next.StopAsync(signal, Token));
        Assert.Equal(lines, await File.ReadAllLinesAsync(_scene.InFolder("out"), Token));
    }

    [Fact]
    public async Task ConnectScript_OfABuiltWorker_BecomesTheWorker()
    {
        await using var worker = WorkerProcess.LaunchByScript(_scene.Folder, "standalone", _scene.Write("worker.properties", _scene.WorkerSettings()));
        await worker.WaitForRestAsync(Token);
        var commandLine = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{worker.Id}/cmdline"), Token);
        Assert.Contains("Connect.Host.dll", commandLine, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync("INT", Token));
    }
}
