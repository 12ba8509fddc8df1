using Connect.Abi.Errors;

namespace Connect.Plugins.Example.Tests;

public sealed class LineDirectorySourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("line-directory-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task TaskConfigs_ShareFilesEvenly_AmongAtMostSoManyTasks()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), name, TestContext.Current.CancellationToken);
        }

        var connector = new LineDirectorySourceConnector();
        await connector.StartAsync(Settings(), TestContext.Current.CancellationToken);

        Assert.Equal(
            [$"{folder}/a\n{folder}/b", $"{folder}/c"],
            connector.TaskConfigs(2).Select(c => c["files"]));
        Assert.Equal(3, connector.TaskConfigs(10).Count);
        await connector.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_OnAMissingFolder_NamesIt()
    {
        var settings = new Dictionary<string, string>(Settings()) { ["directory"] = folder + "/none" };

        var error = await Assert.ThrowsAsync<ConnectException>(
            () => new LineDirectorySourceConnector().StartAsync(settings, TestContext.Current.CancellationToken).AsTask());

        Assert.Contains(folder + "/none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Config_WithoutTopic_IsRefused() =>
        Assert.Throws<ConfigException>(() => new LineDirectorySourceConnector().ConfigDef.Parse(new Dictionary<string, string> { ["directory"] = folder }));

    private Dictionary<string, string> Settings() => new() { ["directory"] = folder, ["topic"] = "t" };
}
