using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading.Isolation;

public sealed class ContextFactoryTests
{
    [Theory]
    [InlineData("Plain", null)]
    [InlineData("Json12", "by name")]
    [InlineData("NativeLibrary", "by name")]
    [InlineData("Assorted", "by name")]
    [InlineData("MissingDependency", "refers to Newtonsoft.Json, which it does not carry")]
    public void Plugin_AsBuilt_GetsTheGeneralContextOnlyWhereThatIsolatesIt(string plugin, string? reason)
    {
        var location = new PluginLocation(Path.Combine(Places.Built, plugin), LocationForm.Folder, ShipsWithHost: false);
        using var files = PluginPathScan.Open(location);
        var needs = new PluginScanner(new AbiSurface()).Scan(files, plugin).Needs;

        var found = ContextFactory.ReasonForOwn(needs);

        if (reason is null)
        {
            Assert.Null(found);
            Assert.Equal(
                "ManagedLoadContext", ContextFactory.Create(plugin, location.Path, needs, shipsWithHost: false).GetType().Name);
        }
        else
        {
            Assert.Contains(reason, found);
        }

        Assert.IsType<PluginLoadContext>(ContextFactory.Create(plugin, location.Path, needs, shipsWithHost: true));
    }

    [Theory]
    [InlineData("System.Text.Json", "carries its own System.Text.Json")]
    [InlineData("Connect.Abi", null)]
    [InlineData("Newtonsoft.Json", null)]
    public void Plugin_ThatCarriesAnAssembly_GetsOurContextWhereTheFrameworkHasItToo(string assembly, string? reason)
    {
        var needs = new LoadingNeeds("A.dll", [""], ["A", assembly], [], [], [], false, false, false);

        Assert.Contains(reason ?? "none", ContextFactory.ReasonForOwn(needs) ?? "none");
    }

    [Fact]
    public void Plugin_InSeveralFolders_GetsOurContext() =>
        Assert.NotNull(ContextFactory.ReasonForOwn(new LoadingNeeds("A.dll", ["", "lib/"], ["A"], [], [], [], false, false, false)));

    [Fact]
    public void Plugin_WithPlatformFilesAndNoDependencyFile_GetsOurContext() =>
        Assert.NotNull(ContextFactory.ReasonForOwn(new LoadingNeeds("A.dll", [""], ["A"], [], [], [], false, true, false)));
}
