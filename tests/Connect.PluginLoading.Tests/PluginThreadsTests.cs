using Connect.Abi.Sources;
using Connect.Abi.Transforms;

namespace Connect.PluginLoading;

/// <summary>Whose an exception is that nobody caught: a wrong answer would keep a broken host alive.</summary>
public sealed class PluginThreadsTests : IDisposable
{
    private readonly Places _places = new();

    public void Dispose() => _places.Dispose();

    [Fact]
    public async Task Exception_ThrownByAPluginThatTheHostCalled_EndsTheHost()
    {
        _places.Install("Restless");
        using var catalogue = _places.Open();
        using var connector = catalogue.Create<SourceConnector>(catalogue.FindConnector("RestlessSource"));
        using var task = catalogue.CreateTask(connector.Plugin, connector.Value.TaskClass);

        var thrown = await Assert.ThrowsAsync<KeyNotFoundException>(
            async () => await ((SourceTask)task.Value).StartAsync(new Dictionary<string, string>(), CancellationToken.None));

        Assert.Contains("TestPlugins.Restless", thrown.StackTrace, StringComparison.Ordinal);
        Assert.Null(PluginThreads.OwnerOf(thrown));
    }

    [Fact]
    public void Exception_WithoutAnyCodeOfThePlugin_EndsTheHost() => Assert.Null(
        PluginThreads.OwnerOf(Assert.Throws<FormatException>(() => int.Parse("x", System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Exception_OfThePluginsCodeAlone_IsThePlugins()
    {
        var folder = _places.Install("Assorted");
        using var catalogue = _places.Open();

        var thrown = Assert.Throws<PluginLoadException>(
            () => catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "ThrowingConstructor")));

        Assert.Equal(folder, PluginThreads.OwnerOf(thrown.InnerException!));
    }
}
