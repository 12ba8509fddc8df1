namespace Connect.Architecture.Tests;

/// <summary>What the build puts into a plugin's folder.</summary>
public sealed class PluginFolderTests
{
    public static TheoryData<string> Plugins =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "plugin.path")).Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Plugins))]
    public void BuiltPlugin_HoldsNeitherTheAbiNorTheHost(string plugin)
    {
        var ownName = plugin + ".dll";
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "plugin.path", plugin), "*.dll", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(f)!).ToArray();
        Assert.Contains(ownName, files);
        Assert.DoesNotContain(files, f => f != ownName && (f.StartsWith("Connect.", StringComparison.Ordinal) || f is "Microsoft.Extensions.Logging.Abstractions.dll" or "Microsoft.Extensions.DependencyInjection.Abstractions.dll"));
    }

    [Fact]
    public void AbiVersion_OfAuthorsProjects_IsTheOneOfTheRepository()
    {
        static string Version(string file) => System.Text.RegularExpressions.Regex.Match(
            File.ReadAllText(Path.Combine(Repository.Root, file)), "<ConnectAbiVersion>([^<]+)</ConnectAbiVersion>").Groups[1].Value;
        Assert.Equal(Version("Directory.Build.props"), Version("plugin-abi/Connect.Abi/build/Connect.Abi.props"));
    }

    [Fact]
    public void InternalsVisibleTo_NamesOnlyOwnTestsAndTheHarness()
    {
        var wrong = Repository.Projects.SelectMany(p => p.SourceFiles)
            .Where(f => File.ReadAllText(f).Contains("InternalsVisibleTo", StringComparison.Ordinal));
        Assert.Empty(wrong);
    }

    [Fact]
    public void TestKit_SharesWhatTheLoaderShares()
    {
        var shared = Quoted(Path.Combine(Repository.Project("Connect.PluginLoading").Folder, "Scanning", "SharedAssemblies.cs"));
        var kits = Quoted(Path.Combine(Repository.Project("Connect.Abi.TestKit").Folder, "Unloading", "UnloadCheck.cs"));
        Assert.NotEmpty(shared);
        Assert.Empty(shared.Except(kits));
    }

    private static string[] Quoted(string file) =>
        [.. File.ReadAllText(file).Split('"').Where((_, i) => i % 2 == 1).Where(text => text.StartsWith("Connect.", StringComparison.Ordinal) || text.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))];
}
