using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>Plugins that come, change and go in a worker that runs.</summary>
public sealed class HotPlugTests : IDisposable
{
    private const string CounterClass = "TestPlugins.Counting.CountingSourceConnector";
    private readonly Scene _scene = new();
    private readonly string _plugins;

    public HotPlugTests() => _plugins = Directory.CreateDirectory(_scene.InFolder("plugins")).FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Upgrade_ByDefault_LeavesWhatRunsAloneUntilItIsRestarted()
    {
        await using var worker = await StartAsync();
        Drop("Counting12");
        await WaitForVersionAsync(worker, "12.0.0");
        await StartCopyAsync(worker, "first");
        await WaitForLibraryAsync(worker, "first", 12);

        Drop("Counting13");
        await WaitForVersionAsync(worker, "13.0.0");
        await StartCopyAsync(worker, "second");
        await WaitForLibraryAsync(worker, "second", 13);
        Assert.Equal("12.0.0", await TaskVersionAsync(worker, "first"));
        Assert.Equal("13.0.0", await TaskVersionAsync(worker, "second"));
        var retired = Assert.Single((await worker.Rest.GetAsync("/plugins", Token))["plugins"]!.AsArray(), p => (string?)p!["state"] == "RETIRED");
        Assert.All(retired!["used_by"]!.AsArray(), u => Assert.Equal("first", (string?)u!["connector"]));

        await worker.Rest.DoAsync(HttpMethod.Post, "/connectors/first/restart?includeTasks=true", null, Token);
        await WaitForLibraryAsync(worker, "first", 13);
        Assert.Equal("13.0.0", await TaskVersionAsync(worker, "first"));
        AssertNothingLost("first");
    }

    [Fact]
    public async Task Upgrade_WithThePolicyRestartTasks_MovesConnectorsOverWithoutLosingARecord()
    {
        await using var worker = await StartAsync(("plugin.upgrade.policy", "restart-tasks"));
        Drop("Counting12");
        await WaitForVersionAsync(worker, "12.0.0");
        await StartCopyAsync(worker, "moves");
        await StartCopyAsync(worker, "stays", ("plugin.upgrade.policy", "none"));
        await StartCopyAsync(worker, "pinned", ("connector.plugin.version", "[12,13)"));
        await StartCopyAsync(
            worker,
            "pinned-part",
            ("transforms", "t"),
            ("transforms.t.type", "InsertHeader"),
            ("transforms.t.header", "h"),
            ("transforms.t.value.literal", "v"),
            ("transforms.t.predicate", "p"),
            ("predicates", "p"),
            ("predicates.p.type", "TestPlugins.Counting.EveryRecord"),
            ("predicates.p.plugin.version", "12.0.0"));
        await WaitForLibraryAsync(worker, "moves", 12);

        Drop("Counting13");
        await WaitForLibraryAsync(worker, "moves", 13);

        Assert.Equal("13.0.0", await TaskVersionAsync(worker, "moves"));
        Assert.Equal("12.0.0", await TaskVersionAsync(worker, "stays"));
        Assert.Equal("12.0.0", await TaskVersionAsync(worker, "pinned"));
        Assert.Equal("12.0.0", await TaskVersionAsync(worker, "pinned-part"));
        Assert.Contains("Connector pinned goes on with the plugin that it has", worker.Log, StringComparison.Ordinal);
        Assert.Contains("Connector pinned-part goes on with the plugin that it has", worker.Log, StringComparison.Ordinal);
        AssertNothingLost("moves");
    }

    [Fact]
    public async Task Removal_TakesThePluginFromTheListWhileWhatRunsGoesOn()
    {
        await using var worker = await StartAsync();
        Drop("Counting12");
        await WaitForVersionAsync(worker, "12.0.0");
        await StartCopyAsync(worker, "goes-on");
        await WaitForLibraryAsync(worker, "goes-on", 12);

        File.Delete(Path.Combine(_plugins, "counter.zip"));
        await WaitForVersionAsync(worker, null);
        var before = Lines("goes-on").Length;
        await worker.WaitUntilAsync("more lines", () => Lines("goes-on").Length > before + 10, Token);

        var (status, refusal) = await worker.Rest.SendAsync(
            HttpMethod.Put, "/connectors/new/config", WorkerRest.ToJson(CounterSettings("new")), Token);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(CounterClass, (string?)refusal!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_UploadedOverRest_IsThereAtOnce_AndGoneOnceRemoved()
    {
        await using var worker = await StartAsync(("plugin.management.enable", "true"));
        Pack("Counting12", _scene.InFolder("counter.zip"));
        using var http = new HttpClient { BaseAddress = worker.Rest.Address };
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(_scene.InFolder("counter.zip"), Token));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");

        using var installed = await http.PutAsync("/plugins/counter.zip", content, Token);

        Assert.Equal(HttpStatusCode.OK, installed.StatusCode);
        Assert.Equal("12.0.0", await VersionAsync(worker));
        using var refused = await http.PutAsync("/plugins/broken.zip", new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("application/zip") } }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("broken.zip is not taken", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var empty = await http.PutAsync(
            "/plugins/empty.zip",
            new ByteArrayContent(ZipOf(Path.Combine(Repository.TestPlugin("Counting12"), "Newtonsoft.Json.dll"))) { Headers = { ContentType = new("application/zip") } },
            Token);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Contains("holds no plugin class", await empty.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(["counter.zip"], Directory.GetFileSystemEntries(_plugins).Select(Path.GetFileName));

        await worker.Rest.DoAsync(HttpMethod.Delete, "/plugins/counter.zip", null, Token);
        Assert.Null(await VersionAsync(worker));
        Assert.Empty(Directory.GetFileSystemEntries(_plugins));
    }

    private static async Task<string?> VersionAsync(WorkerProcess worker) =>
        (string?)(await worker.Rest.GetAsync("/connector-plugins", Token)).AsArray().SingleOrDefault(p => (string?)p!["class"] == CounterClass)?["version"];

    private static Task WaitForVersionAsync(WorkerProcess worker, string? version) => worker.WaitAsync(
        $"the counter's version {version}", async () => await VersionAsync(worker) == version ? "" : null, Token);

    private static async Task<string?> TaskVersionAsync(WorkerProcess worker, string connector) =>
        (string?)(await worker.Rest.GetAsync($"/connectors/{connector}/status", Token))["tasks"]![0]!["version"];

    private static Dictionary<string, string> CounterSettings(string topic) => new() { ["connector.class"] = CounterClass, ["topic"] = topic };

    private async Task<WorkerProcess> StartAsync(params (string Name, string Value)[] more)
    {
        var settings = _scene.WorkerSettings();
        settings["plugin.path"] = _plugins;
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return await WorkerProcess.StartAsync(_scene.Folder, Token, _scene.Write("worker.properties", settings));
    }

    private async Task StartCopyAsync(WorkerProcess worker, string name, params (string Name, string Value)[] more)
    {
        var settings = CounterSettings(name);
        foreach (var (setting, value) in more)
        {
            settings[setting] = value;
        }

        await worker.Rest.CreateAsync(name, settings, Token);
        await worker.Rest.CreateAsync(name + "-out", _scene.FileSink(name, name).Without("name"), Token);
    }

    private Task WaitForLibraryAsync(WorkerProcess worker, string copy, int version) => worker.WaitUntilAsync(
        $"a record of {copy} by library {version}", () => Lines(copy).Any(l => l.Contains($"\"library\":{version}", StringComparison.Ordinal)), Token);

    // A source may repeat what it wrote before its offsets were stored; it leaves nothing out.
    private void AssertNothingLost(string copy)
    {
        long[] numbers = [.. Lines(copy).Select(l => (long)JsonNode.Parse(l)!["number"]!).Distinct()];
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(i => (long)i), numbers.Order());
    }

    private string[] Lines(string file)
    {
        var path = _scene.InFolder(file);
        if (!File.Exists(path))
        {
            return [];
        }

        // The last line may be half written.
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n')[..^1];
    }

    private void Drop(string plugin)
    {
        var part = _scene.InFolder("counter.zip");
        Pack(plugin, part);
        File.Move(part, Path.Combine(_plugins, "counter.zip"), overwrite: true);
    }

    private static byte[] ZipOf(string file)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(file, Path.GetFileName(file));
        }

        return content.ToArray();
    }

    private static void Pack(string plugin, string zip)
    {
        File.Delete(zip);
        ZipFile.CreateFromDirectory(Repository.TestPlugin(plugin), zip);
    }
}
