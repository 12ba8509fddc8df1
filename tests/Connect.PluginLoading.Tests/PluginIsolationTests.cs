using System.Runtime.Loader;
using Connect.Abi;
using Connect.Abi.Transforms;

namespace Connect.PluginLoading;

public sealed class PluginIsolationTests : IDisposable
{
    private readonly Places _places = new();

    public void Dispose() => _places.Dispose();

    [Fact]
    public void TwoPlugins_WithTwoVersionsOfALibrary_RunSideBySide()
    {
        _places.Install("Json12");
        _places.Install("Json13");
        using var catalogue = _places.Open();

        using var older = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "JsonLibrary", "12"));
        using var newer = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "JsonLibrary", "13"));

        Assert.Equal("True 12.0.0.0", older.Value.ToString());
        Assert.Equal("True 13.0.0.0", newer.Value.ToString());
        Assert.NotEqual(older.Value.GetType(), newer.Value.GetType());
        Assert.Equal(older.Value.GetType().FullName, newer.Value.GetType().FullName);
        Assert.NotSame(ContextOf(older.Value), ContextOf(newer.Value));
        Assert.NotSame(AssemblyLoadContext.Default, ContextOf(older.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NativeLibrary_OfThePlugin_IsLoadedWithAndWithoutDependencyFile(bool hasDependencyFile)
    {
        var folder = _places.Install("NativeLibrary");
        if (!hasDependencyFile)
        {
            File.Delete(Path.Combine(folder, "TestPlugins.NativeLibrary.deps.json"));
        }

        using var catalogue = _places.Open();
        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "SqliteVersion"));

        Assert.StartsWith("3.", instance.Value.ToString());
    }

    [Fact]
    public void Library_ThatOnlyTheHostHas_IsRefused()
    {
        Assert.Equal(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(typeof(Newtonsoft.Json.Linq.JObject).Assembly));
        _places.Install("MissingDependency");
        using var catalogue = _places.Open();

        var thrown = Assert.Throws<PluginLoadException>(
            () => catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "NeedsWhatTheHostHas")));

        Assert.Contains("Newtonsoft.Json", thrown.Message);
        Assert.Contains("put Newtonsoft.Json.dll into the plugin", thrown.Message);
        Assert.Contains(catalogue.Errors, error => error.Message == thrown.Message);
    }

    [Fact]
    public void Library_ThatNobodyHas_IsAnErrorThatNamesIt_AndTheRestOfThePluginRuns()
    {
        _places.Install("MissingDependency");
        using var catalogue = _places.Open();

        var thrown = Assert.Throws<PluginLoadException>(
            () => catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "NeedsWhatNobodyHas")));
        using var fine = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "NeedsNothing"));

        Assert.Contains("Spectre.Console", thrown.Message);
        Assert.Contains("neither in the plugin nor in the shared framework", thrown.Message);
    }

    [Fact]
    public void Library_ThatOnlyTheHostHas_IsNotFoundByNameEither()
    {
        _places.Install("Assorted");
        using var catalogue = _places.Open();

        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "AsksByName"));

        using (instance.Enter())
        {
            Assert.Equal("nothing", instance.Value.ToString());
        }
    }

    [Fact]
    public void Texts_OfALanguage_AreThePlugins()
    {
        _places.Install("Assorted");
        using var catalogue = _places.Open();

        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "Greets"));

        Assert.Equal("Hallo", instance.Value.ToString());
    }

    [Fact]
    public void SharedAssembly_CarriedByThePlugin_IsStillTheHosts()
    {
        var folder = _places.Install("Plain");
        File.Copy(typeof(Connector).Assembly.Location, Path.Combine(folder, "Connect.Abi.dll"));
        using var catalogue = _places.Open();

        using var connector = catalogue.Create<Connector>(catalogue.FindConnector("PlainSink"));

        Assert.NotSame(AssemblyLoadContext.Default, ContextOf(connector.Value));
    }

    [Theory]
    [InlineData("Plain", "PlainSink")]
    [InlineData("Assorted", "FarawaySink")]
    public void Task_OfAConnector_IsMadeInItsPlugin(string plugin, string name)
    {
        _places.Install(plugin);
        using var catalogue = _places.Open();
        using var connector = catalogue.Create<Connector>(catalogue.FindConnector(name));

        using var task = catalogue.CreateTask(connector.Plugin, connector.Value.TaskClass);

        Assert.Same(ContextOf(connector.Value), ContextOf(task.Value));
        Assert.Equal(2, connector.Plugin.Instances);
    }

    [Fact]
    public void Files_OfAPluginInUse_CanBeReplaced()
    {
        var folder = _places.Install("Plain");
        using var catalogue = _places.Open();
        using var connector = catalogue.Create<Connector>(catalogue.FindConnector("PlainSink"));

        Directory.Delete(folder, recursive: true);

        using var task = catalogue.CreateTask(connector.Plugin, connector.Value.TaskClass);
        Assert.StartsWith(_places.Cache, task.Value.GetType().Assembly.Location);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Context_OfWhatShipsWithTheHost_IsLoadedInPlaceAndNotCollectible(bool ships)
    {
        var folder = _places.Install("Plain", into: ships ? _places.HostFolder : null);
        using var catalogue = _places.Open(withHost: true);

        using var connector = catalogue.Create<Connector>(catalogue.FindConnector("PlainSink"));

        Assert.Equal(!ships, ContextOf(connector.Value).IsCollectible);
        Assert.Equal(ships, connector.Value.GetType().Assembly.Location.StartsWith(folder));
    }

    [Fact]
    public void Copies_OfAWorkerThatIsGone_AreClearedAway()
    {
        _places.Install("Plain");
        var copies = Path.Combine(_places.Cache, "copies");
        Directory.CreateDirectory(Path.Combine(copies, "abandoned", "0000"));
        File.WriteAllText(Path.Combine(copies, "abandoned.lock"), string.Empty);
        using var other = _places.Open();
        using var inUse = other.Create<Connector>(other.FindConnector("PlainSink"));

        using (var catalogue = _places.Open())
        {
            using var connector = catalogue.Create<Connector>(catalogue.FindConnector("PlainSink"));

            Assert.False(Directory.Exists(Path.Combine(copies, "abandoned")));
            Assert.Equal(2, Directory.GetDirectories(copies).Length);
        }

        Assert.Single(Directory.GetDirectories(copies));
    }

    private static AssemblyLoadContext ContextOf(object instance) =>
        AssemblyLoadContext.GetLoadContext(instance.GetType().Assembly)!;
}
