using Connect.Host.Demo;

namespace Connect.Host.Tests.Demo;

public sealed class ExamplePluginTests
{
    [Fact]
    public void Zip_SeveralAboveTheStart_TakesTheNewest()
    {
        var root = Directory.CreateTempSubdirectory("connect-host-tests-");
        var start = root.CreateSubdirectory("bin/x").FullName;
        Assert.Contains("plugins/Connect.Plugins.Example", Assert.Throws<DemoException>(() => ExamplePlugin.FindZip(start)).Message);
        var examples = root.CreateSubdirectory("examples").FullName;
        var old = Path.Combine(examples, "connect-plugins-example-0.2.0.zip");
        var young = Path.Combine(examples, "connect-plugins-example-0.10.0.zip");
        File.WriteAllText(young, string.Empty);
        File.WriteAllText(old, string.Empty);
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(young).AddMinutes(-1));
        Assert.Equal(young, ExamplePlugin.FindZip(start));
        root.Delete(recursive: true);
    }
}
