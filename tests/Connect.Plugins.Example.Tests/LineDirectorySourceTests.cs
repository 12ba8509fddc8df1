using System.Text.Json;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Plugins.Example.Tests;

public sealed class LineDirectorySourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lines").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly ConnectorContext context = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task TaskConfigs_MoreFilesThanTasks_DividesThemInOrder()
    {
        Write("c.log", "a.log", "b.log");
        var connector = await StartConnector();
        Assert.Equal(["a.log,b.log", "c.log"], connector.TaskConfigs(2).Select(FilesOf));
        Assert.Equal(["a.log", "b.log", "c.log"], connector.TaskConfigs(10).Select(FilesOf));
        await connector.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task TaskConfigs_NoFiles_AreNone()
    {
        var connector = await StartConnector();
        Assert.Empty(connector.TaskConfigs(3));
        await connector.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Connector_FilesComeAndGo_AsksForNewTasksOnceEach()
    {
        Write("a.log");
        var connector = await StartConnector(("pattern", "*.log"));
        time.Advance(TimeSpan.FromSeconds(1));
        Write("b.log", "ignored.txt");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await context.Request());
        Assert.Equal("a.log,b.log", FilesOf(Assert.Single(connector.TaskConfigs(1))));
        File.Delete(Path.Combine(folder, "a.log"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await context.Request());
        Assert.Equal("b.log", FilesOf(Assert.Single(connector.TaskConfigs(1))));
        await connector.StopAsync(CancellationToken.None);
        Assert.Equal(0, context.Waiting);
        Assert.Null(context.Error);
    }

    [Fact]
    public async Task Connector_Stopped_CanBeStartedAgain()
    {
        Write("a.log");
        var connector = await StartConnector();
        await connector.ReconfigureAsync(Settings(("topic", "other")), CancellationToken.None);
        Assert.Equal("other", Assert.Single(connector.TaskConfigs(1))["topic"]);
        await connector.StopAsync(CancellationToken.None);
        await connector.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Validate_DirectoryMissing_SaysSoAtTheSetting()
    {
        var values = await new LineDirectorySourceConnector().ValidateAsync(
            new Dictionary<string, string?> { ["directory"] = "/no/such", ["topic"] = "t", ["batch.size"] = "0" }, CancellationToken.None);
        Assert.Contains("/no/such", Assert.Single(Value(values, "directory").ErrorMessages));
        Assert.Single(Value(values, "batch.size").ErrorMessages);
        Assert.Empty(Value(values, "topic").ErrorMessages);
    }

    [Fact]
    public async Task Start_DirectoryMissing_FailsWithItsName()
    {
        var connector = new LineDirectorySourceConnector(time);
        var error = await Assert.ThrowsAsync<ConnectException>(
            async () => await connector.StartAsync(Settings(("directory", folder + "/none")), CancellationToken.None));
        Assert.Contains(folder + "/none", error.Message);
        await connector.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task AlterOffsets_PositionOfAFile_IsTakenAndNothingElse()
    {
        var connector = new LineDirectorySourceConnector();
        Assert.True(await Alter(connector, "file", "a", 5L));
        Assert.True(await Alter(connector, "whatever", 1, null));
        await Assert.ThrowsAsync<ConnectException>(() => Alter(connector, "filename", "a", 5L));
        await Assert.ThrowsAsync<ConnectException>(() => Alter(connector, "file", "a", -1L));
        await Assert.ThrowsAsync<ConnectException>(() => Alter(connector, "file", "a", "5"));
    }

    [Fact]
    public async Task Poll_SeveralFiles_GivesAllLinesKeyedByFileInOrder()
    {
        File.WriteAllText(Path.Combine(folder, "a.log"), "a1\na2\r\na3\n");
        File.WriteAllText(Path.Combine(folder, "b.log"), "é1\nb2\nheld back");
        var task = await StartTask(new TaskContext(), ["a.log", "b.log"], ("batch.size", "2"));
        var records = await Take(task, 5);
        Assert.Equal(["a1", "a2", "é1", "b2", "a3"], records.Select(r => r.Value));
        Assert.Equal(["a.log", "a.log", "b.log", "b.log", "a.log"], records.Select(r => r.Key));
        Assert.Equal([3L, 7L, 4L, 7L, 10L], records.Select(r => r.SourceOffset!["position"]));
        Assert.Equal("b.log", records[2].SourcePartition!["file"]);
        Assert.Same(Schema.String, records[0].ValueSchema);
        Assert.Equal("t", records[0].Topic);
    }

    [Fact]
    public async Task Poll_PositionsStored_GoesOnThereAndFromTheStartWhereAFileIsShorter()
    {
        File.WriteAllText(Path.Combine(folder, "a.log"), "a1\na2\n");
        File.WriteAllText(Path.Combine(folder, "b.log"), "b1\n");
        var task = await StartTask(new TaskContext(new() { ["a.log"] = 3, ["b.log"] = 100 }), ["a.log", "b.log"]);
        Assert.Equal(["a2", "b1"], (await Take(task, 2)).Select(r => r.Value));
    }

    [Fact]
    public async Task Poll_LineLongerThanABlock_IsWhole()
    {
        var huge = new string('x', 300_000);
        File.WriteAllText(Path.Combine(folder, "a.log"), $"a\n{huge}\nb\n");
        var task = await StartTask(new TaskContext(), ["a.log"]);
        Assert.Equal(["a", huge, "b"], (await Take(task, 3)).Select(r => r.Value));
    }

    [Fact]
    public async Task Poll_FileGrowsOrIsGone_WaitsAndReadsOn()
    {
        var path = Path.Combine(folder, "a.log");
        File.WriteAllText(path, "a1\nhalf");
        var task = new LineDirectorySourceTask();
        await StartTask(task, new TaskContext(), ["gone.log", "a.log"]);
        await Take(task, 1);
        var poll = task.PollAsync(CancellationToken.None).AsTask();
        File.AppendAllText(path, " and half\n");
        Assert.Equal("half and half", Assert.Single((await poll)!).Value);
    }

    [Fact]
    public async Task Poll_FileWrittenAnew_BeginsAtItsStart()
    {
        var path = Path.Combine(folder, "a.log");
        File.WriteAllText(path, "a long first line\n");
        var task = await StartTask(new TaskContext(), ["a.log"]);
        await Take(task, 1);
        File.WriteAllText(path, "new\n");
        var record = Assert.Single(await Take(task, 1));
        Assert.Equal("new", record.Value);
        Assert.Equal(4L, record.SourceOffset!["position"]);
    }

    [Fact]
    public async Task Poll_Cancelled_ReturnsNothing()
    {
        var task = await StartTask(new TaskContext(), []);
        using var stop = new CancellationTokenSource();
        var poll = task.PollAsync(stop.Token).AsTask();
        Assert.False(poll.IsCompleted);
        await stop.CancelAsync();
        Assert.Null(await poll);
    }

    [Fact]
    public void Build_Zip_HoldsThePluginAlone()
    {
        var examples = Path.Combine(Root(), "artifacts", "examples");
        var zip = Assert.Single(Directory.GetFiles(examples, "connect-plugins-example-*.zip"));
        using var archive = System.IO.Compression.ZipFile.OpenRead(zip);
        Assert.Equal(["Connect.Plugins.Example.dll"], archive.Entries.Select(e => e.FullName).Where(n => n.EndsWith(".dll", StringComparison.Ordinal)));
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Connect.Plugins.sln")))
        {
            at = at.Parent;
        }

        return at.FullName;
    }

    private static string FilesOf(IReadOnlyDictionary<string, string> config) =>
        string.Join(',', JsonSerializer.Deserialize<string[]>(config["task.files"])!);

    private static ConfigValue Value(IReadOnlyList<ConfigValue> values, string name) => values.Single(v => v.Name == name);

    private static Task<bool> Alter(LineDirectorySourceConnector connector, string field, object file, object? position) =>
        connector.AlterOffsetsAsync(
            new Dictionary<string, string>(),
            [
                new SourceOffset(
                    new Dictionary<string, object?> { [field] = file },
                    position is null ? null : new Dictionary<string, object?> { ["position"] = position }),
            ],
            CancellationToken.None).AsTask();

    private static async Task<List<SourceRecord>> Take(LineDirectorySourceTask task, int count)
    {
        var taken = new List<SourceRecord>();
        while (taken.Count < count)
        {
            var batch = await task.PollAsync(CancellationToken.None);
            Assert.True(batch is { Count: > 0 }, $"{taken.Count} of {count} records came");
            taken.AddRange(batch);
        }

        return taken;
    }

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(folder, name), name + "\n");
        }
    }

    private Dictionary<string, string> Settings(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string> { ["directory"] = folder, ["topic"] = "t" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return all;
    }

    private async Task<LineDirectorySourceConnector> StartConnector(params (string Name, string Value)[] settings)
    {
        var connector = new LineDirectorySourceConnector(time);
        connector.Initialize(context);
        await connector.StartAsync(Settings(settings), CancellationToken.None);
        return connector;
    }

    private Task<LineDirectorySourceTask> StartTask(TaskContext given, string[] files, params (string Name, string Value)[] settings) =>
        StartTask(new LineDirectorySourceTask(time), given, files, settings);

    private async Task<LineDirectorySourceTask> StartTask(
        LineDirectorySourceTask task, TaskContext given, string[] files, params (string Name, string Value)[] settings)
    {
        task.Initialize(given);
        await task.StartAsync(Settings([("task.files", JsonSerializer.Serialize(files)), .. settings]), CancellationToken.None);
        return task;
    }
}
