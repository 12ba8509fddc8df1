using System.Text.RegularExpressions;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>Plugins that throw where nobody catches it.</summary>
public sealed class PluginThreadTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Plugin_ThatThrowsOnAThreadOfItsOwn_IsNamedAndTheWorkerGoesOn()
    {
        var plugins = Directory.CreateDirectory(_scene.InFolder("plugins")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(plugins, "restless"), Repository.TestPlugin("Restless"));
        var settings = _scene.WorkerSettings();
        settings["plugin.path"] = plugins;
        await using var worker = await WorkerProcess.StartAsync(_scene.Folder, Token, _scene.Write("worker.properties", settings));

        foreach (var where in (string[])["thread", "timer", "pool", "event"])
        {
            await worker.Rest.CreateAsync(
                where, new Dictionary<string, string> { ["connector.class"] = "RestlessSource", ["where"] = where }, Token);
            await worker.WaitForLogAsync(new Regex($"on a {where} of its own"), Token);
            await worker.Rest.WaitForStateAsync(where, "RUNNING", 1, Token);
        }

        Assert.Equal(4, Regex.Count(worker.Log, @"Plugin restless \(.*restless\) threw on a thread, timer or callback of its own"));
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
    }
}
