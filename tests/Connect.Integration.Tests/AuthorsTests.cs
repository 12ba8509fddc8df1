using System.Text.Json.Nodes;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>What authors of plugins do, outside the repository: from the template to a connector that runs, and to its next version.</summary>
public sealed class AuthorsTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly string _plugins;

    public AuthorsTests() => _plugins = Directory.CreateDirectory(_scene.InFolder("plugins")).FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Templates_OfAllKinds_BuildPassTheirTestsAndRunWithNoSettingButTheTopic()
    {
        foreach (var kind in (string[])["source", "sink", "converter", "transform"])
        {
            var folder = _scene.InFolder(kind);
            await Shell.PluginsAsync(_scene.Folder, Token, "new", kind, folder, "--name", "Acme." + char.ToUpperInvariant(kind[0]) + kind[1..]);
            var tests = await Shell.RunAsync(folder, "dotnet", Token, "test", "--project", Directory.GetDirectories(Path.Combine(folder, "tests")).Single());
            Assert.Matches(@"failed: 0\s", tests);
            Assert.DoesNotContain("warning", tests, StringComparison.OrdinalIgnoreCase);
            var zip = (await Shell.PluginsAsync(folder, Token, "pack", folder)).TrimEnd().Split('\n')[^1];
            Assert.Contains("can be used: 1 classes, 0 warnings.", await Shell.PluginsAsync(folder, Token, "verify", zip), StringComparison.Ordinal);
            await Shell.PluginsAsync(folder, Token, "install", zip, "--plugin-path", _plugins);
        }

        await using var worker = await WorkerProcess.StartAsync(
            _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings().With("plugin.path", _plugins)));
        await worker.Rest.CreateAsync(
            "ticks",
            new Dictionary<string, string>
            {
                ["connector.class"] = "Acme.Source.TickSourceConnector", ["topic"] = "ticks", ["value.converter"] = "Acme.Converter.LineConverter",
                ["transforms"] = "origin", ["transforms.origin.type"] = "Acme.Transform.TopicHeader",
            },
            Token);
        await worker.Rest.CreateAsync(
            "lines",
            new Dictionary<string, string>
            {
                ["connector.class"] = "Acme.Sink.LineSinkConnector", ["topics"] = "ticks", ["value.converter"] = "Acme.Converter.LineConverter",
            },
            Token);

        var lines = await worker.WaitForLinesAsync(_scene.InFolder("lines.txt"), 3, Token);
        Assert.StartsWith("tick 0 at ", lines[0], StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
    }

    [Fact]
    public async Task SecondConnector_FromTheTemplateAlone_IsUpgradedWhileItsOldVersionRuns_AndRemoved_WithoutARestartOrALoss()
    {
        var folder = _scene.InFolder("weather");
        await Shell.PluginsAsync(_scene.Folder, Token, "new", "source", folder, "--name", "Acme.Weather");
        await using var worker = await WorkerProcess.StartAsync(
            _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings().With("plugin.path", _plugins).With("plugin.management.enable", "true")));

        // The first version, with one library.
        await ReleaseAsync(folder, "1.0.0", "12.0.3");
        await WaitForVersionsAsync(worker, "1.0.0");
        await StartAsync(worker, "old");
        await worker.WaitUntilAsync("records by the first version", () => Lines("old").Length >= 5, Token);

        // The second, with another version of it, while the first one runs.
        var zip = await ReleaseAsync(folder, "2.0.0", "13.0.3");
        File.Delete(Path.Combine(_plugins, "Acme.Weather-1.0.0.zip"));
        await WaitForVersionsAsync(worker, "2.0.0");
        await StartAsync(worker, "new");
        await worker.WaitUntilAsync("records by the second version", () => Lines("new").Length >= 5, Token);
        var before = Lines("old").Length;
        await worker.WaitUntilAsync("more records by the first version", () => Lines("old").Length > before + 5, Token);
        Assert.All(Lines("old"), static line => Assert.Contains("\"library\":\"12.0.0.0\"", line, StringComparison.Ordinal));
        Assert.All(Lines("new"), static line => Assert.Contains("\"library\":\"13.0.0.0\"", line, StringComparison.Ordinal));

        // Restarted, it goes on with the second where the first one was.
        await worker.Rest.DoAsync(HttpMethod.Post, "/connectors/old/restart?includeTasks=true", null, Token);
        await worker.WaitUntilAsync("records of the restarted one", () => Lines("old").Any(static l => l.Contains("\"library\":\"13.0.0.0\"", StringComparison.Ordinal)), Token);
        AssertNothingLost("old");
        AssertNothingLost("new");

        // Both are removed, and both are gone from memory.
        foreach (var name in (string[])["old", "new"])
        {
            await worker.Rest.DoAsync(HttpMethod.Delete, "/connectors/" + name, null, Token);
        }

        await Shell.PluginsAsync(folder, Token, "remove", Path.GetFileName(zip), "--plugin-path", _plugins);
        await worker.WaitAsync(
            "both versions out of memory",
            async () => (int)(await worker.Rest.GetAsync("/plugins", Token))["unloading"]!["unloaded"]! == 2 ? "" : null,
            Token,
            TimeSpan.FromSeconds(120));
        if (OperatingSystem.IsLinux())
        {
            Assert.DoesNotContain(File.ReadLines($"/proc/{worker.Id}/maps"), static line => line.Contains("Acme.Weather.dll", StringComparison.Ordinal));
        }

        Assert.Equal(0, await worker.StopAsync("TERM", Token));
    }

    /// <summary>Gives the project a version, and a library that its records tell of; packs and installs it.</summary>
    private async Task<string> ReleaseAsync(string folder, string version, string library)
    {
        var properties = Path.Combine(folder, "Directory.Build.props");
        File.WriteAllText(properties, System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(properties), "<Version>.*</Version>", $"<Version>{version}</Version>"));
        var project = Path.Combine(folder, "src", "Acme.Weather", "Acme.Weather.csproj");
        var text = System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(project), "    <PackageReference Include=\"Newtonsoft.Json\".*\n", "");
        File.WriteAllText(project, text.Replace("    <PackageReference Include=\"Connect.Abi\"", $"    <PackageReference Include=\"Newtonsoft.Json\" Version=\"{library}\" />\n    <PackageReference Include=\"Connect.Abi\"", StringComparison.Ordinal));
        var task = Path.Combine(folder, "src", "Acme.Weather", "TickSourceTask.cs");
        File.WriteAllText(task, File.ReadAllText(task).Replace(
            "$\"tick {number} at {time.GetUtcNow():O}\"",
            "Newtonsoft.Json.JsonConvert.SerializeObject(new { number, library = typeof(Newtonsoft.Json.JsonConvert).Assembly.GetName().Version!.ToString() })",
            StringComparison.Ordinal));
        var zip = (await Shell.PluginsAsync(folder, Token, "pack", folder)).TrimEnd().Split('\n')[^1];
        Assert.EndsWith($"Acme.Weather-{version}.zip", zip, StringComparison.Ordinal);
        await Shell.PluginsAsync(folder, Token, "install", zip, "--plugin-path", _plugins);
        return zip;
    }

    private static Task WaitForVersionsAsync(WorkerProcess worker, params string[] versions) => worker.WaitAsync(
        $"the versions {string.Join(", ", versions)}",
        async () => (await worker.Rest.GetAsync("/connector-plugins", Token)).AsArray()
            .Where(static p => (string?)p!["class"] == "Acme.Weather.TickSourceConnector").Select(static p => (string?)p!["version"]).SequenceEqual(versions) ? "" : null,
        Token);

    private async Task StartAsync(WorkerProcess worker, string name)
    {
        await worker.Rest.CreateAsync(
            name, new Dictionary<string, string> { ["connector.class"] = "Acme.Weather.TickSourceConnector", ["topic"] = name, ["interval.ms"] = "20" }, Token);
        await worker.Rest.CreateAsync(name + "-out", _scene.FileSink(name, name).Without("name"), Token);
    }

    private void AssertNothingLost(string name)
    {
        long[] numbers = [.. Lines(name).Select(static line => (long)JsonNode.Parse(line)!["number"]!).Distinct()];
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(static i => (long)i), numbers.Order());
    }

    private string[] Lines(string file)
    {
        if (!File.Exists(_scene.InFolder(file)))
        {
            return [];
        }

        // The last line may be half written.
        using var reader = new StreamReader(new FileStream(_scene.InFolder(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n')[..^1];
    }
}
