using System.IO.Compression;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>What a user drops into a folder of plugin.path is there at the next start.</summary>
public sealed class PluginPathTests : IDisposable
{
    private const string ExampleClass = "Connect.Plugins.Example.LineDirectorySourceConnector";
    private readonly Scene _scene = new();
    private readonly string _plugins;

    public PluginPathTests() => _plugins = Directory.CreateDirectory(_scene.InFolder("plugins")).FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("folder")]
    [InlineData("zip")]
    [InlineData("assembly")]
    public async Task Plugin_DroppedBeforeTheStart_IsListedAndCopies(string form)
    {
        Drop(form);
        await using var worker = await StartAsync();
        var listed = await worker.Rest.GetAsync("/connector-plugins", Token);
        Assert.Contains(listed.AsArray(), p => (string?)p!["class"] == ExampleClass && (string?)p["type"] == "source");
        Directory.CreateDirectory(_scene.InFolder("lines"));
        var lines = _scene.AppendLines("lines/one", "x", 500);
        await worker.Rest.CreateAsync(
            "example",
            new Dictionary<string, string> { ["connector.class"] = ExampleClass, ["directory"] = _scene.InFolder("lines"), ["topic"] = "copied" },
            Token);
        await worker.Rest.CreateAsync("out", _scene.FileSink("out", "copied").Without("name"), Token);
        Assert.Equal(lines, await worker.WaitForLinesAsync(_scene.InFolder("out"), lines.Length, Token));
    }

    [Fact]
    public async Task Connector_NamedByItsSimpleNameOrAlias_IsFound()
    {
        Drop("zip");
        await using var worker = await StartAsync();
        Directory.CreateDirectory(_scene.InFolder("lines"));
        foreach (var name in (string[])["LineDirectorySourceConnector", "LineDirectorySource"])
        {
            await worker.Rest.CreateAsync(
                name,
                new Dictionary<string, string> { ["connector.class"] = name, ["directory"] = _scene.InFolder("lines"), ["topic"] = "copied" },
                Token);
        }
    }

    [Fact]
    public async Task Plugin_WithACopyOfAConverterThatTheWorkerShips_BreaksNoListing()
    {
        const string Json = "org.apache.kafka.connect.json.JsonConverter";
        var copy = Directory.CreateDirectory(Path.Combine(_plugins, "with-a-copy")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "plugin.path", "Connect.Converters.Json")).Concat(Directory.GetFiles(Repository.TestPlugin("Counting13"))))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        await using var worker = await StartAsync();

        var listed = (await worker.Rest.GetAsync("/connector-plugins?connectorsOnly=false", Token)).AsArray();
        Assert.Single(listed, static p => (string?)p!["class"] == Json && (string?)p["type"] == "converter");
        Assert.Contains(listed, static p => (string?)p!["class"] == "TestPlugins.Counting.CountingSourceConnector");
        Assert.Contains("JsonConverter", worker.Log, StringComparison.Ordinal);
        Assert.Contains("has the same class and version and comes first", worker.Log, StringComparison.Ordinal);
        await worker.Rest.CreateAsync(
            "numbers",
            new Dictionary<string, string> { ["connector.class"] = "TestPlugins.Counting.CountingSourceConnector", ["topic"] = "numbers", ["value.converter"] = Json },
            Token);
        await worker.Rest.WaitForStateAsync("numbers", "RUNNING", 1, Token);
    }

    [Fact]
    public async Task Jars_AreTogetherPassedOverWithOneLine()
    {
        Directory.CreateDirectory(Path.Combine(_plugins, "java"));
        foreach (var jar in (string[])["java/a.jar", "java/b.jar", "c.jar"])
        {
            await File.WriteAllTextAsync(Path.Combine(_plugins, jar), "PK", Token);
        }

        Drop("zip");
        await using var worker = await StartAsync();
        Assert.Single(worker.Log.Split('\n'), l => l.Contains(".jar", StringComparison.Ordinal) || l.Contains("Java plugins", StringComparison.Ordinal));
        Assert.Contains(await ListedAsync(worker), c => c == ExampleClass);
    }

    [Fact]
    public async Task BrokenPlugins_AreReportedByNameAndPassedOver()
    {
        await File.WriteAllTextAsync(Path.Combine(_plugins, "broken.dll"), "no assembly", Token);
        await File.WriteAllTextAsync(Path.Combine(_plugins, "broken.zip"), "no zip", Token);
        CopyFolder(Repository.TestPlugin("Plain"), Path.Combine(_plugins, "headless"));
        File.Delete(Path.Combine(_plugins, "headless", "TestPlugins.Bases.dll"));
        Drop("zip");
        await using var worker = await StartAsync();
        Assert.Contains(await ListedAsync(worker), c => c == ExampleClass);
        foreach (var broken in (string[])["broken.dll", "broken.zip", "headless"])
        {
            Assert.Contains(
                worker.Log.Split('\n'),
                l => l.Contains(broken, StringComparison.Ordinal) && (l.Contains(" ERROR ", StringComparison.Ordinal) || l.Contains(" WARN ", StringComparison.Ordinal)));
        }
    }

    private static async Task<string?[]> ListedAsync(WorkerProcess worker) =>
        [.. (await worker.Rest.GetAsync("/connector-plugins", Token)).AsArray().Select(p => (string?)p!["class"])];

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private Task<WorkerProcess> StartAsync()
    {
        var settings = _scene.WorkerSettings();
        settings["plugin.path"] = _plugins;
        settings["plugin.discovery"] = "service_load";
        return WorkerProcess.StartAsync(_scene.Folder, Token, _scene.Write("worker.properties", settings));
    }

    private void Drop(string form)
    {
        switch (form)
        {
            case "folder":
                ZipFile.ExtractToDirectory(Repository.ExampleZip, Path.Combine(_plugins, "example"));
                break;
            case "zip":
                File.Copy(Repository.ExampleZip, Path.Combine(_plugins, "example.zip"));
                break;
            default:
                using (var zip = ZipFile.OpenRead(Repository.ExampleZip))
                {
                    zip.GetEntry("Connect.Plugins.Example.dll")!.ExtractToFile(Path.Combine(_plugins, "Connect.Plugins.Example.dll"));
                }

                break;
        }
    }
}
