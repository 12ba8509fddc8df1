using System.Text.RegularExpressions;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary><c>./connect plugins …</c> without a worker, and the guide that names its commands.</summary>
public sealed partial class PluginCommandTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Install_List_Inspect_Remove_WorkOnAFolderWithoutAWorker()
    {
        var plugins = _scene.InFolder("plugins");
        Assert.Contains("Installed ", await RunAsync(0, "install", Repository.TestPlugin("Counting13"), "--plugin-path", plugins), StringComparison.Ordinal);

        var list = await RunAsync(0, "list", "--worker", _scene.Write("worker.properties", $"plugin.path={plugins}\n"));
        Assert.Contains("Counting13.zip", list, StringComparison.Ordinal);
        Assert.Contains("source TestPlugins.Counting.CountingSourceConnector 13.0.0", list, StringComparison.Ordinal);
        Assert.Contains("(ships with the worker)", list, StringComparison.Ordinal);
        var inspected = await RunAsync(0, "inspect", "Counting13.zip", "--plugin-path", plugins);
        Assert.Contains("carries: Newtonsoft.Json, TestPlugins.Counting13", inspected, StringComparison.Ordinal);
        Assert.Contains("Removed Counting13.zip", await RunAsync(0, "remove", "Counting13.zip", "--plugin-path", plugins), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(plugins));
        Assert.Contains("There is no plugin Counting13.zip", await RunAsync(1, "remove", "Counting13.zip", "--plugin-path", plugins), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Counting13", 0, "can be used: 2 classes, 0 warnings")]
    [InlineData("MissingDependency", 1, "is neither in the plugin nor in the shared framework")]
    [InlineData("Assorted", 0, "warning: ")]
    public async Task Verify_OfAPluginThatCanBeRead_SaysWhatWouldGoWrong(string plugin, int code, string expected) =>
        Assert.Contains(expected, await RunAsync(code, "verify", Repository.TestPlugin(plugin)), StringComparison.Ordinal);

    [Fact]
    public async Task Verify_OfWhatIsNoPlugin_EndsWithAnError()
    {
        Assert.Contains("There is no folder, zip or assembly at", await RunAsync(1, "verify", _scene.InFolder("nothing.zip")), StringComparison.Ordinal);
        Assert.Contains("error: ", await RunAsync(1, "verify", _scene.Write("broken.zip", "no zip at all")), StringComparison.Ordinal);
        var empty = Directory.CreateDirectory(_scene.InFolder("empty")).FullName;
        Assert.Contains("It holds no plugin class", await RunAsync(1, "verify", empty), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NamesWhatTheWorkerHasForAll_AndTheSameClassInAnotherPlace()
    {
        var plugins = Directory.CreateDirectory(_scene.InFolder("plugins")).FullName;
        await RunAsync(0, "install", Repository.TestPlugin("Counting13"), "--plugin-path", plugins);
        var copy = Directory.CreateDirectory(_scene.InFolder("copy")).FullName;
        foreach (var file in Directory.GetFiles(Repository.TestPlugin("Counting13")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        File.Copy(Path.Combine(Repository.Root, "artifacts", "worker", "Connect.Abi.dll"), Path.Combine(copy, "Connect.Abi.dll"));

        var output = await RunAsync(0, "verify", copy, "--plugin-path", plugins);

        Assert.Contains("It carries a copy of Connect.Abi 1.0.0.0, which is passed over: the worker's own, 1.0.0.0, is used.", output, StringComparison.Ordinal);
        Assert.Contains("CountingSourceConnector 13.0.0 is in " + Path.Combine(plugins, "Counting13.zip") + " too", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_AreNamedWithWhatToDo()
    {
        Assert.Contains("--plugin-path DIR", await RunAsync(1, "install", Repository.TestPlugin("Counting13")), StringComparison.Ordinal);
        Assert.Contains("such as Acme.Weather", await RunAsync(1, "new", "source", _scene.InFolder("x"), "--name", "acme weather"), StringComparison.Ordinal);
        _scene.Write("full", "something");
        Assert.Contains("is not empty", await RunAsync(1, "new", "source", _scene.Folder, "--name", "Acme.Weather"), StringComparison.Ordinal);
        Assert.Contains("There is no project", await RunAsync(1, "pack", _scene.Folder), StringComparison.Ordinal);
        Assert.Contains("No worker answers at", await RunAsync(1, "why", "x.zip", "--url", "http://127.0.0.1:1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_OfAPluginInUse_NamesItsUsers_AndOfAnUnknownOneSaysSo()
    {
        var plugins = _scene.InFolder("plugins");
        await RunAsync(0, "install", Repository.TestPlugin("Counting13"), "--plugin-path", plugins);
        await using var worker = await WorkerProcess.StartAsync(
            _scene.Folder, Token, _scene.Write("worker.properties", _scene.WorkerSettings().With("plugin.path", plugins)));
        await worker.Rest.CreateAsync(
            "numbers", new Dictionary<string, string> { ["connector.class"] = "TestPlugins.Counting.CountingSourceConnector", ["topic"] = "t" }, Token);
        await worker.Rest.WaitForStateAsync("numbers", "RUNNING", 1, Token);

        var url = worker.Rest.Address.ToString();
        Assert.Contains("is used by numbers, numbers-0", await RunAsync(0, "why", "Counting13.zip", "--url", url), StringComparison.Ordinal);
        Assert.Contains("Plugin other.zip not found", await RunAsync(1, "why", "other.zip", "--url", url), StringComparison.Ordinal);
    }

    [Fact]
    public void Guide_ShowsCodeThatIsInTheTemplates_AsItIsThere()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "writing-a-plugin.md"));
        var excerpts = Excerpts().Matches(guide);
        Assert.True(excerpts.Count > 5);
        Assert.Equal(excerpts.Count, Regex.Count(guide, "^```[a-z]", RegexOptions.Multiline));
        Assert.All(excerpts, static excerpt => Assert.Contains(
            excerpt.Groups["code"].Value,
            File.ReadAllText(Path.Combine(Repository.Root, "plugin-abi", "templates", excerpt.Groups["file"].Value)),
            StringComparison.Ordinal));
    }

    [GeneratedRegex("<!-- (?<file>[^ ]+) -->\n```[a-z]+\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpts();

    private async Task<string> RunAsync(int expected, params string[] arguments)
    {
        var (code, output) = await Shell.TryAsync(_scene.Folder, Repository.ConnectScript, Token, ["plugins", .. arguments]);
        Assert.True(code == expected, $"plugins {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }
}
