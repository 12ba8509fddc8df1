using System.Text.Json;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

/// <summary>Tasks that fail and are restarted by policy. What fails is a source of a file that is a folder.</summary>
public sealed class TaskRestartTests
{
    private const string Never = """{"name":"c","tasks":[{"id":0,"restarts":0,"max":0,"next_restart":null,"last_error":null}]}""";

    [Fact]
    public async Task Restarts_OfATaskThatRuns_AreNone()
    {
        await using var worker = await Worker.StartAsync();
        await worker.CreateAsync("c", Worker.Source(worker.Write("in", "a\n"), "t"));

        var answer = await worker.Client.GetAsync("/connectors/c/restarts");

        Assert.Equal((200, Never), (answer.Code, answer.Body));
    }

    [Fact]
    public async Task Restarts_OfAnUnknownConnector_AreNotFound()
    {
        await using var worker = await Worker.StartAsync();
        var answer = await worker.Client.GetAsync("/connectors/c/restarts");

        Assert.Equal(404, answer.Code);
        Assert.Equal("""{"error_code":404,"message":"Connector c not found"}""", answer.Body);
    }

    [Fact]
    public async Task Task_ThatFailsAgainAndAgain_StaysFailedAfterTheMaximum()
    {
        await using var worker = await Worker.StartAsync();
        await CreateAsync(worker, ("errors.task.restart.max", "2"), ("errors.task.restart.backoff.ms", "1"));

        var task = await UntilAsync(worker, t => t.GetProperty("restarts").GetInt32() == 2 && Next(t) is null && t.GetProperty("last_error").GetString() is not null);

        Assert.Equal(["id", "restarts", "max", "next_restart", "last_error"], task.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, task.GetProperty("max").GetInt32());
        Assert.Contains(" is a folder", task.GetProperty("last_error").GetString(), StringComparison.Ordinal);
        var status = await worker.UntilAsync("c", HasFailed);
        Assert.Equal(
            ["id", "state", "worker_id", "trace", "version"],
            JsonDocument.Parse(status).RootElement.GetProperty("tasks")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Task_ThatWaitsForItsRestart_IsFailedAndSaysWhenItWillBe()
    {
        await using var worker = await Worker.StartAsync();
        var before = TimeProvider.System.GetUtcNow();
        await CreateAsync(worker, ("errors.task.restart.max", "5"), ("errors.task.restart.backoff.ms", "50000"));

        var task = await UntilAsync(worker, t => Next(t) is not null);

        Assert.EndsWith("Z", Next(task), StringComparison.Ordinal);
        Assert.InRange(task.GetProperty("next_restart").GetDateTimeOffset() - before, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(90));
        Assert.Equal(0, task.GetProperty("restarts").GetInt32());
        await worker.UntilAsync("c", HasFailed);
    }

    [Fact]
    public async Task PendingRestart_OfAConnectorThatPauses_WaitsForItsResumption()
    {
        await using var worker = await Worker.StartAsync();
        await CreateAsync(worker, ("errors.task.restart.max", "5"), ("errors.task.restart.backoff.ms", "50000"));
        await UntilAsync(worker, t => Next(t) is not null);

        Assert.Equal(202, (await worker.Client.PutAsync("/connectors/c/pause")).Code);
        await UntilAsync(worker, t => Next(t) is null);
        await worker.UntilAsync("c", HasFailed);
        Assert.Equal(202, (await worker.Client.PutAsync("/connectors/c/resume")).Code);
        await UntilAsync(worker, t => Next(t) is not null);

        Assert.Equal(204, (await worker.Client.PutAsync("/connectors/c/stop")).Code);
        Assert.Equal("""{"name":"c","tasks":[]}""", (await worker.Client.GetAsync("/connectors/c/restarts")).Body);
    }

    [Theory]
    [InlineData("/connectors/c/tasks/0/restart")]
    [InlineData("/connectors/c/restart?includeTasks=true&onlyFailed=true")]
    public async Task PendingRestart_OfATaskThatIsRestarted_IsCancelledAndCountedAnew(string path)
    {
        await using var worker = await Worker.StartAsync();
        var folder = await CreateAsync(
            worker, ("errors.task.restart.max", "2"), ("errors.task.restart.backoff.ms", "10000"), ("errors.task.restart.backoff.max.ms", "100000"));
        await UntilAsync(worker, t => Next(t) is not null);
        Directory.Delete(folder);
        await File.WriteAllTextAsync(folder, "a\n", TestContext.Current.CancellationToken);

        Assert.InRange((await worker.Client.PostAsync(path)).Code, 202, 204);

        Assert.Equal(["a"], await worker.ValuesAsync("t", 1));
        var task = await UntilAsync(worker, t => Next(t) is null);
        Assert.Equal((0, null), (task.GetProperty("restarts").GetInt32(), task.GetProperty("last_error").GetString()));
    }

    [Fact]
    public async Task PendingRestart_OfAConnectorThatIsReconfigured_IsCancelled()
    {
        await using var worker = await Worker.StartAsync();
        await CreateAsync(worker, ("errors.task.restart.max", "2"), ("errors.task.restart.backoff.ms", "50000"));
        await UntilAsync(worker, t => Next(t) is not null);

        Assert.Equal(200, (await worker.Client.PutAsync("/connectors/c/config", Worker.Source(worker.Write("in", "a\n"), "t"))).Code);

        Assert.Equal(["a"], await worker.ValuesAsync("t", 1));
        Assert.Equal(Never, (await worker.Client.GetAsync("/connectors/c/restarts")).Body);
    }

    [Theory]
    [InlineData("errors.task.restart.max", "-2")]
    [InlineData("errors.task.restart.max", "often")]
    [InlineData("errors.task.restart.backoff.ms", "0")]
    [InlineData("errors.task.restart.backoff.max.ms", "-1")]
    [InlineData("errors.task.restart.reset.ms", "0")]
    public async Task Setting_OutOfItsRange_IsAnErrorOfItsOwn(string setting, string value)
    {
        await using var worker = await Worker.StartAsync();

        var validated = await ValidateAsync(worker, (setting, value));

        var error = Assert.Single(validated.GetProperty("configs").EnumerateArray(), c => c.GetProperty("value").GetProperty("errors").GetArrayLength() > 0);
        Assert.Equal(setting, error.GetProperty("value").GetProperty("name").GetString());
        Assert.StartsWith($"Invalid value {value} for configuration {setting}", error.GetProperty("value").GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ThatAreRight_AreNotInJavasList()
    {
        await using var worker = await Worker.StartAsync();

        var validated = await ValidateAsync(worker, ("errors.task.restart.max", "-1"), ("errors.task.restart.backoff.ms", "1"));

        Assert.Equal(0, validated.GetProperty("error_count").GetInt32());
        Assert.DoesNotContain("errors.task.restart", validated.ToString(), StringComparison.Ordinal);
    }

    private static string? Next(JsonElement task) => task.GetProperty("next_restart").GetString();

    private static bool HasFailed(JsonElement status) =>
        status.GetProperty("tasks").EnumerateArray().Any(t => t.GetProperty("state").GetString() == "FAILED" && t.GetProperty("trace").GetString() is not null);

    private static async Task<string> CreateAsync(Worker worker, params (string Name, string Value)[] policy)
    {
        var folder = worker.Write("folder", "");
        File.Delete(folder);
        Directory.CreateDirectory(folder);
        var created = await worker.Client.PutAsync("/connectors/c/config", Worker.Source(folder, "t", policy));
        Assert.True(created.Code == 201, created.Body);
        return folder;
    }

    private static async Task<JsonElement> ValidateAsync(Worker worker, params (string Name, string Value)[] settings)
    {
        var answer = await worker.Client.PutAsync(
            "/connector-plugins/FileStreamSource/config/validate", Worker.Source("in", "t", [("name", "c"), .. settings]));
        Assert.Equal(200, answer.Code);
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    private static async Task<JsonElement> UntilAsync(Worker worker, Func<JsonElement, bool> isWanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await worker.Client.GetAsync("/connectors/c/restarts");
            var tasks = JsonDocument.Parse(answer.Body).RootElement.GetProperty("tasks");
            if (tasks.GetArrayLength() == 1 && isWanted(tasks[0]))
            {
                return tasks[0];
            }

            Assert.False(limit.IsCancellationRequested, $"Not as wanted: {answer.Body}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
