using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>The demo as a user calls it.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Demo_WithExit_ProvesTheCopyAndEndsWithZero()
    {
        await using var demo = WorkerProcess.LaunchByScript(_scene.Folder, "demo", "--exit", "--folder", _scene.InFolder("demo"));
        var code = await demo.WaitForEndAsync(Token, TimeSpan.FromMinutes(2));
        Assert.True(code == 0, demo.Log);
        foreach (var told in (string[])["100,000", "LineDirectorySourceConnector", "__connect.errors.", "lines arrived, every line once and in order"])
        {
            Assert.Contains(told, demo.Log, StringComparison.Ordinal);
        }
    }
}
