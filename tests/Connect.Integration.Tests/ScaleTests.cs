using System.Globalization;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>What tasks cost a worker in threads and memory; the figures are in the test's output.</summary>
public sealed class ScaleTests(ITestOutputHelper output) : IDisposable
{
    // The runtime's, REST's and the log's own.
    private const int OtherThreads = 60;
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task SourceTasks_ByTheThousand_TakeAThreadAndLittleMemoryEach()
    {
        Directory.CreateDirectory(_scene.InFolder("plugins"));
        File.Copy(Repository.ExampleZip, _scene.InFolder("plugins/example.zip"));
        await MeasureAsync("source", count =>
        {
            var lines = Directory.CreateDirectory(_scene.InFolder($"lines-{count}"));
            for (var i = 0; i < count; i++)
            {
                File.WriteAllText(Path.Combine(lines.FullName, string.Create(CultureInfo.InvariantCulture, $"{i}")), "x\n");
            }

            return new Dictionary<string, string>
            {
                ["connector.class"] = "LineDirectorySource", ["directory"] = lines.FullName, ["topic"] = "t",
            };
        });
    }

    [Fact]
    public Task SinkTasks_ByTheThousand_TakeAThreadAndLittleMemoryEach() =>
        MeasureAsync("sink", count => _scene.FileSink($"out-{count}", "t").Without("name"));

    private static (int Threads, double MiB) Read(WorkerProcess worker)
    {
        var status = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{worker.Id}/status"))
            .Select(l => l.Split(':', 2)).ToDictionary(p => p[0], p => p[1].Trim());
        return (int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            double.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) / 1024);
    }

    private async Task MeasureAsync(string kind, Func<int, Dictionary<string, string>> config)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads and memory are read from /proc.");
        var settings = _scene.WorkerSettings().With("plugin.path", _scene.InFolder("plugins"));
        Directory.CreateDirectory(_scene.InFolder("plugins"));
        await using var worker = await WorkerProcess.StartAsync(_scene.Folder, Token, _scene.Write("worker.properties", settings));
        var (idleThreads, idle) = Read(worker);
        output.WriteLine($"{kind} tasks: none: {idleThreads} threads, {idle:F0} MiB");
        foreach (var count in (int[])[1, 100, 1000])
        {
            var name = $"{kind}-{count}";
            await worker.Rest.CreateAsync(name, config(count).With("tasks.max", count.ToString(CultureInfo.InvariantCulture)), Token);
            await worker.Rest.WaitForStateAsync(name, "RUNNING", count, Token, TimeSpan.FromMinutes(2));
            var (threads, memory) = Read(worker);
            output.WriteLine($"{kind} tasks: {count}: {threads} threads, {memory:F0} MiB, {(memory - idle) / count:F2} MiB a task");
            Assert.InRange(threads, count, OtherThreads + count);
            Assert.InRange(memory, 0, 120 + (count * 0.5));
            await worker.Rest.DoAsync(HttpMethod.Delete, "/connectors/" + name, null, Token);
            await worker.WaitUntilAsync("the tasks' threads gone", () => Read(worker).Threads <= OtherThreads, Token);
        }

        Assert.Equal(0, await worker.StopAsync("TERM", Token));
    }
}
