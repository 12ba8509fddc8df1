using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>The property files that Kafka ships run as they are, but for paths and ports.</summary>
public sealed class JavaFilesTests(SharedKafka kafka) : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(LogKind.Embedded)]
    [InlineData(LogKind.Kafka)]
    public async Task FilesThatKafkaShips_OnlyPathsAndPortsChanged_Copy(LogKind kind)
    {
        var bootstrap = await _scene.BootstrapAsync(kind, kafka, Token);
        string[] files =
        [
            Copied("connect-standalone.properties", s => s
                .Replace("localhost:9092", bootstrap, StringComparison.Ordinal)
                .Replace("/tmp/connect.offsets", _scene.InFolder("connect.offsets"), StringComparison.Ordinal) + "listeners=http://127.0.0.1:0\n"),
            Copied("connect-file-source.properties", s => s.Replace("connect-test", _scene.Id, StringComparison.Ordinal)),
            Copied("connect-file-sink.properties", s => s
                .Replace("connect-test", _scene.Id, StringComparison.Ordinal).Replace("local-file-sink", _scene.Id, StringComparison.Ordinal)),
        ];
        var lines = _scene.AppendLines("test.txt", "Zeile ü ", 1000);

        // The connectors' files name theirs without a folder: they lie where the worker was started.
        await using var worker = await WorkerProcess.StartAsync(_scene.Folder, Token, files);
        await worker.Rest.WaitForStateAsync("local-file-source", "RUNNING", 1, Token);
        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("test.sink.txt"), lines.Length, Token));
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
        Assert.True(File.Exists(_scene.InFolder("connect.offsets")));
    }

    private string Copied(string file, Func<string, string> change) => _scene.Write(file, change(File.ReadAllText(Repository.Settings(file))));
}
