using System.Runtime.Loader;
using Connect.Abi;
using Connect.Abi.Transforms;
using Microsoft.Extensions.Logging;

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

    [Fact]
    public void SharedAssembly_CarriedByThePlugin_IsNamedWithBothVersions()
    {
        var folder = _places.Install("Plain");
        File.Copy(typeof(Connector).Assembly.Location, Path.Combine(folder, "Connect.Abi.dll"));
        File.Copy(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location, Path.Combine(folder, "Microsoft.Extensions.Logging.Abstractions.dll"));
        using var catalogue = _places.Open();

        Assert.Single(_places.Lines, line => line.Level == LogLevel.Warning
            && line.Text.Contains($"Plugin {folder} carries a copy of Connect.Abi 1.0.0.0, which is passed over: the worker's own, 1.0.0.0, is used", StringComparison.Ordinal));
        Assert.Single(_places.Lines, static line => line.Level == LogLevel.Warning
            && line.Text.Contains("carries a copy of Microsoft.Extensions.Logging.Abstractions 10.0.0.0", StringComparison.Ordinal));
    }

    [Fact]
    public void SharedAssembly_NewerThanTheHosts_IsTheHostsWithAWarningThatNamesBothVersions()
    {
        _places.Install("NewerLogging");
        using var catalogue = _places.Open();

        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "LogsWhileItTests"));

        Assert.Equal("10.0.0.0", instance.Value.ToString());
        Assert.Contains(_places.Lines, static line => line.Level == LogLevel.Warning && line.Text.Contains(
            "was built against Microsoft.Extensions.Logging.Abstractions 11.0.0.0, which is newer than the worker's own, 10.0.0.0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("own type by its name", "Row")]
    [InlineData("own type by its full name", "Row")]
    [InlineData("a library's type", "JsonConvert")]
    [InlineData("a generic type over its own", "Row")]
    [InlineData("an assembly by its name", "Newtonsoft.Json")]
    [InlineData("an instance by its name", "Row")]
    [InlineData("Json", "Row")]
    [InlineData("Xml", "Row")]
    [InlineData("Newtonsoft with type names", "Row")]
    public void Names_AndSerializersByReflection_FindWhatIsThePlugins(string way, string expected)
    {
        _places.Install("Reflective");
        using var catalogue = _places.Open();
        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "FindsByName"));

        using (instance.Enter())
        {
            instance.Value.Configure(new Dictionary<string, string?> { ["way"] = way });
            Assert.Equal(expected, instance.Value.ToString());
        }
    }

    [Fact]
    public void XmlSerializer_OfAListOfThePluginsTypes_IsRefusedByTheFramework()
    {
        _places.Install("Reflective");
        using var catalogue = _places.Open();
        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "FindsByName"));

        // A limit of collectible contexts, which docs/differences.md tells of: when this no longer throws, that goes.
        using (instance.Enter())
        {
            instance.Value.Configure(new Dictionary<string, string?> { ["way"] = "Xml of a list" });
            Assert.Throws<NotSupportedException>(() => instance.Value.ToString());
        }
    }

    [Fact]
    public void CopyOfWhatShipsWithTheHost_IsPassedOverOrComesFirst_AndIsListedOnce()
    {
        _places.Install("Plain", into: _places.HostFolder);
        var copy = _places.Install("Plain", under: "connector-with-a-copy");
        using var catalogue = _places.Open(withHost: true);

        var listed = Assert.Single(catalogue.Plugins, static plugin => plugin.TypeName.EndsWith("PlainSinkConnector", StringComparison.Ordinal));
        Assert.Equal(copy, listed.Location);
        Assert.Single(_places.Lines, line => line.Level == LogLevel.Warning
            && line.Text.Contains(copy, StringComparison.Ordinal) && line.Text.Contains(_places.HostFolder, StringComparison.Ordinal));
        using var connector = catalogue.Create<Connector>(catalogue.FindConnector("PlainSink"));
        Assert.True(ContextOf(connector.Value).IsCollectible);
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
