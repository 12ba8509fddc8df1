using Connect.Abi.Transforms;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

public sealed class PluginDiscoveryTests : IDisposable
{
    private readonly Places _places = new();

    public void Dispose() => _places.Dispose();

    [Fact]
    public void Folder_GoodBesideBad_GoodAreListed()
    {
        _places.Install("Assorted");

        using var catalogue = _places.Open();

        Assert.Empty(catalogue.Errors);
        string[] expected =
        [
            "TestPlugins.Assorted.AsksByName predicate 2.5.0-rc1",
            "TestPlugins.Assorted.FarawaySinkConnector sink 2.5.0-rc1",
            "TestPlugins.Assorted.FartherSinkConnector sink 2.5.0-rc1",
            "TestPlugins.Assorted.Greets predicate 2.5.0-rc1",
            "TestPlugins.Assorted.Holder+Key predicate 2.5.0-rc1",
            "TestPlugins.Assorted.Holder+Value predicate 2.5.0-rc1",
            "TestPlugins.Assorted.LeavesTraces predicate 2.5.0-rc1",
            "TestPlugins.Assorted.ThrowingConstructor predicate 2.5.0-rc1",
            "TestPlugins.Assorted.ThrowingInitializer predicate 2.5.0-rc1",
            "org.example.BothConverter converter 7.1",
            "org.example.BothConverter header_converter 7.1",
        ];
        Assert.Equal(expected, catalogue.Plugins.Select(p => $"{p.ContractName} {p.Kind.Text()} {p.Version}"));
    }

    [Theory]
    [InlineData("PrivateConstructor", "has no public parameterless constructor", LogLevel.Warning)]
    [InlineData("NeedsArgument", "has no public parameterless constructor", LogLevel.Warning)]
    [InlineData("AbstractOne", "is abstract", LogLevel.Debug)]
    [InlineData("GenericOne`1", "is generic", LogLevel.Debug)]
    [InlineData("InternalOne", "is not public", LogLevel.Debug)]
    [InlineData("MarkedOne", "is marked as none", LogLevel.Debug)]
    public void Class_ThatCannotBeAPlugin_IsLoggedWithTheReason(string name, string reason, LogLevel level)
    {
        _places.Install("Assorted");

        using var catalogue = _places.Open();

        Assert.Contains(_places.Lines, line => line.Level == level && line.Text.Contains($".{name} of") && line.Text.Contains(reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme-json-1.0/")]
    [InlineData("acme-json-1.0/lib/")]
    [InlineData("lib/")]
    public void Zip_InAnyLayout_IsFoundAndRuns(string top)
    {
        var zip = _places.Pack("Json12", top);

        using var catalogue = _places.Open();
        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "JsonLibrary"));

        Assert.Equal("true 12.0.0.0", instance.Value.ToString(), ignoreCase: true);
        Assert.Equal(zip, instance.Plugin.Location);
    }

    [Fact]
    public void Folder_WithComponentManifest_TakesItsVersionWhereNoAttributeSays()
    {
        var folder = _places.Install("MissingDependency", "acme/lib");
        File.WriteAllText(Path.Combine(folder, "..", "manifest.json"), """{"name":"acme","version":"4.2.1"}""");

        using var catalogue = _places.Open();

        Assert.Equal("4.2.1", catalogue.Find(PluginKind.Predicate, "NeedsNothing").Version);
    }

    [Fact]
    public void Manifest_OfAComponentArchive_IsShown_AndRemembered()
    {
        var folder = _places.Install("MissingDependency", "acme/lib");
        File.WriteAllText(Path.Combine(folder, "..", "manifest.json"), """
            {
              "name": "acme-weather", "version": "4.2.1", "title": "Weather", "description": "Rain and sun.", "owner": {"name": "Acme"},
              "license": [{"name": "Apache License 2.0", "url": "https://x.example"}, {"name": "MIT"}],
              "documentation_url": "https://docs.example", "min_abi_version": "0.1"
            }
            """);
        var expected = new PluginManifest
        {
            Name = "acme-weather",
            Version = "4.2.1",
            Title = "Weather",
            Description = "Rain and sun.",
            Author = "Acme",
            Licence = "Apache License 2.0, MIT",
            Documentation = "https://docs.example",
            MinimalAbi = "0.1",
        };

        using (var first = _places.Open())
        {
            Assert.Equal(expected, Assert.Single(first.Installed).Manifest);
        }

        using var second = _places.Open();
        Assert.Equal(expected, Assert.Single(second.Installed).Manifest);
    }

    [Fact]
    public void Manifest_ThatIsNotThere_IsMadeFromTheAssembly()
    {
        _places.Install("MissingDependency", "acme");

        using var catalogue = _places.Open();

        var manifest = Assert.Single(catalogue.Installed).Manifest;
        Assert.Equal("TestPlugins.MissingDependency", manifest.Name);
        Assert.Equal(catalogue.Find(PluginKind.Predicate, "NeedsNothing").Version, manifest.Version);
        Assert.NotNull(manifest.Title);
        Assert.Null(manifest.Licence);
    }

    [Theory]
    [InlineData("99.0", "asks for Connect.Abi 99.0 at least (min_abi_version)")]
    [InlineData("new", "says min_abi_version 'new', which is no version")]
    public void Manifest_ThatAsksForAnAbiThatIsNotThere_RefusesThePlugin(string minimal, string reason)
    {
        var folder = _places.Install("MissingDependency", "acme/lib");
        File.WriteAllText(Path.Combine(folder, "..", "manifest.json"), $"{{\"min_abi_version\":\"{minimal}\"}}");

        using var catalogue = _places.Open();

        Assert.Empty(catalogue.Plugins);
        Assert.Contains(reason, Assert.Single(catalogue.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Broken, Assert.Single(catalogue.Installed).State);
    }

    [Fact]
    public void Assembly_DirectlyUnderAnEntry_IsAPlugin()
    {
        File.Copy(
            Path.Combine(Places.Built, "MissingDependency", "TestPlugins.MissingDependency.dll"), Path.Combine(_places.Entry, "Single.dll"));

        using var catalogue = _places.Open();
        using var instance = catalogue.Create<IPredicate>(catalogue.Find(PluginKind.Predicate, "NeedsNothing"));

        Assert.Equal(Path.Combine(_places.Entry, "Single.dll"), instance.Plugin.Location);
    }

    [Fact]
    public void Jars_InThePluginPath_ArePassedOverWithOneLine()
    {
        File.WriteAllText(Path.Combine(_places.Entry, "connect-file.jar"), "x");
        File.WriteAllText(Path.Combine(_places.Entry, "connect-json.jar"), "x");
        Directory.CreateDirectory(Path.Combine(_places.Entry, "debezium", "lib"));
        File.WriteAllText(Path.Combine(_places.Entry, "debezium", "lib", "debezium.jar"), "x");

        using var catalogue = _places.Open();

        Assert.Empty(catalogue.Plugins);
        Assert.Empty(catalogue.Errors);
        var line = Assert.Single(_places.Lines, line => line.Level >= LogLevel.Information);
        Assert.Contains("3 Java plugins", line.Text);
    }

    [Fact]
    public void BrokenPlugins_BesideAGoodOne_AreErrorsAndKeepNothingElseFromBeingFound()
    {
        _places.Install("Plain");
        File.WriteAllText(Path.Combine(_places.Entry, "torn.zip"), "this is no zip");
        File.WriteAllText(Path.Combine(_places.Entry, "torn.dll"), "this is no assembly");
        Directory.CreateDirectory(Path.Combine(_places.Entry, "torn"));
        File.WriteAllText(Path.Combine(_places.Entry, "torn", "Torn.dll"), "this is no assembly");
        var missing = _places.At("nowhere");

        using var catalogue = _places.Open(false, missing, _places.Entry);

        Assert.NotNull(catalogue.Find(PluginKind.Sink, "PlainSink"));
        Assert.Equal(
            ["nowhere", "torn", "torn.dll", "torn.zip"], catalogue.Errors.Select(e => Path.GetFileName(e.Location)).Order(StringComparer.Ordinal));
        Assert.All(catalogue.Errors, error => Assert.Contains(_places.Lines, line => line.Level == LogLevel.Error && line.Text.Contains(error.Message)));
    }

    [Fact]
    public void Base_InAnAssemblyThatIsNotThere_IsAnErrorThatNamesIt()
    {
        var folder = _places.Install("Plain");
        File.Delete(Path.Combine(folder, "TestPlugins.Bases.dll"));

        using var catalogue = _places.Open();

        Assert.Equal("PlainPredicate", Assert.Single(catalogue.Plugins).TypeName.Split('.')[^1]);
        Assert.Contains("TestPlugins.Bases.dll", Assert.Single(catalogue.Errors).Message);
    }

    [Fact]
    public void Folder_ThatCannotBeRead_IsAnError()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("this user may read every folder");
            return;
        }

        var folder = _places.Install("Plain");
        File.SetUnixFileMode(folder, UnixFileMode.None);
        try
        {
            using var catalogue = _places.Open();

            Assert.Equal(folder, Assert.Single(catalogue.Errors).Location);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void SameClassAndVersion_InTwoPlaces_FirstEntryWinsWithOneWarning()
    {
        var second = Directory.CreateDirectory(_places.At("second")).FullName;
        var first = _places.Install("Plain", "a");
        var hidden = _places.Install("Plain", "b", second);
        var hosts = _places.Install("Plain", "c", _places.HostFolder);

        using var catalogue = _places.Open(withHost: true, _places.Entry, second);

        Assert.All(catalogue.Plugins, plugin => Assert.Equal(first, plugin.Location));
        Assert.Equal(2, _places.Lines.Count(line => line.Level == LogLevel.Warning));
        Assert.Contains(_places.Lines, line => line.Text.Contains(first) && line.Text.Contains(hidden));
        Assert.Contains(_places.Lines, line => line.Text.Contains(first) && line.Text.Contains(hosts));
    }

    [Fact]
    public void Discovery_RunsNoPluginCode()
    {
        _places.Install("Assorted");
        _places.Install("Json12");

        using var catalogue = _places.Open();

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.Location.StartsWith(_places.Cache));
        Assert.False(Directory.Exists(Path.Combine(_places.Cache, "copies")));
    }

    [Fact]
    public void Plugin_ReplacedBetweenStarts_IsReadAnew()
    {
        var folder = _places.Install("Json12", "json");
        using (var before = _places.Open())
        {
            Assert.Equal("12", Assert.Single(before.Plugins).Version);
        }

        Directory.Delete(folder, recursive: true);
        _places.Install("Json13", "json");

        using var after = _places.Open();
        Assert.Equal("13", Assert.Single(after.Plugins).Version);
    }

    [Fact]
    public void Scan_Remembered_GivesTheSame()
    {
        _places.Install("Assorted");
        _places.Install("NativeLibrary");
        using var first = _places.Open();
        Assert.True(File.Exists(Path.Combine(_places.Cache, "scans.bin")));

        using var second = _places.Open();

        Assert.Equal(first.Plugins, second.Plugins);
        using var instance = second.Create<IPredicate>(second.Find(PluginKind.Predicate, "SqliteVersion"));
        Assert.StartsWith("3.", instance.Value.ToString());
    }

    [Fact]
    public void Scan_RememberedTorn_IsMadeAgain()
    {
        _places.Install("Plain");
        using (_places.Open())
        {
        }

        var file = Path.Combine(_places.Cache, "scans.bin");
        var content = File.ReadAllBytes(file);
        for (var length = 0; length < content.Length; length += 7)
        {
            File.WriteAllBytes(file, content.AsSpan(0, length));
            using var catalogue = _places.Open();
            Assert.Equal(2, catalogue.Plugins.Count);
        }
    }
}
