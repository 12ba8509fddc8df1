using System.Text.RegularExpressions;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>A real worker restarts tasks that fail, as <c>errors.task.restart.*</c> says.</summary>
public sealed class TaskRestartTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("start")]
    [InlineData("poll")]
    public async Task Task_ThatFailsThreeTimes_IsRestartedUntilItWorks(string failsIn)
    {
        await using var worker = await StartAsync();
        await worker.Rest.CreateAsync(
            "flaky", Flaky(failsIn, failures: 3).With("errors.task.restart.max", "-1").With("errors.task.restart.backoff.ms", "50"), Token);
        await worker.Rest.CreateAsync("sink", _scene.FileSink("out", "t").Without("name"), Token);

        Assert.Equal(["4"], await worker.WaitForLinesAsync(_scene.InFolder("out"), 1, Token));
        var status = await worker.Rest.WaitForStateAsync("flaky", "RUNNING", 1, Token);
        Assert.Null(status["tasks"]![0]!["trace"]);
        var restarts = await worker.Rest.GetAsync("/connectors/flaky/restarts", Token);
        Assert.Equal("flaky", (string?)restarts["name"]);
        var task = Assert.Single(restarts["tasks"]!.AsArray())!;
        Assert.Equal((3, -1), ((int)task["restarts"]!, (int)task["max"]!));
        Assert.Null(task["next_restart"]);
        Assert.Contains($"flaky in {failsIn}, attempt 3", (string?)task["last_error"], StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(worker.Log, "Task flaky-0 restarts after its failure"));
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
        Assert.Equal(4, (await File.ReadAllLinesAsync(_scene.InFolder("attempts"), Token)).Length);
    }

    [Fact]
    public async Task Task_ThatFailsTooOften_StaysFailedUntilSomeoneRestartsIt()
    {
        await using var worker = await StartAsync();
        await worker.Rest.CreateAsync(
            "flaky", Flaky("poll", failures: 2).With("errors.task.restart.max", "1").With("errors.task.restart.backoff.ms", "50"), Token);

        await worker.WaitForLogAsync(new Regex("Task flaky-0 stays FAILED: errors.task.restart.max=1"), Token);
        Assert.Contains("attempt 2", await worker.Rest.WaitForTraceAsync("flaky", Token), StringComparison.Ordinal);

        await worker.Rest.DoAsync(HttpMethod.Post, "/connectors/flaky/tasks/0/restart", null, Token);
        await worker.Rest.WaitForStateAsync("flaky", "RUNNING", 1, Token);
        Assert.Equal(0, (int)(await worker.Rest.GetAsync("/connectors/flaky/restarts", Token))["tasks"]![0]!["restarts"]!);
    }

    [Fact]
    public async Task Worker_WithAPendingRestart_StopsAtOnce()
    {
        await using var worker = await StartAsync();
        await worker.Rest.CreateAsync(
            "flaky", Flaky("poll", failures: 1).With("errors.task.restart.max", "1").With("errors.task.restart.backoff.ms", "59000"), Token);
        await worker.Rest.WaitForTraceAsync("flaky", Token);

        Assert.Equal(0, await worker.StopAsync("TERM", Token));
        Assert.Single(await File.ReadAllLinesAsync(_scene.InFolder("attempts"), Token));
    }

    private Dictionary<string, string> Flaky(string failsIn, int failures) => new()
    {
        ["connector.class"] = "FlakySource",
        ["topic"] = "t",
        ["attempts.file"] = _scene.InFolder("attempts"),
        ["fails.in"] = failsIn,
        ["failures"] = $"{failures}",
    };

    private async Task<WorkerProcess> StartAsync()
    {
        var plugins = Directory.CreateDirectory(_scene.InFolder("plugins")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(plugins, "flaky"), Repository.TestPlugin("Flaky"));
        return await WorkerProcess.StartAsync(
            _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings().With("plugin.path", plugins)));
    }
}
