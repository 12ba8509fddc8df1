namespace Connect.Architecture.Tests;

/// <summary>Which project may refer to which: the arrows of the design, and no other.</summary>
public sealed class ArrowTests
{
    private const string Abi = "Connect.Abi";
    private const string Foundation = "Connect.Foundation";

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        [Abi] = [],
        ["Connect.Abi.TestKit"] = [Abi],
        [Foundation] = [],
        ["Connect.Configuration"] = [],
        ["Connect.PluginLoading"] = [],
        ["Connect.Broker"] = [],
        ["Connect.Broker.Kafka"] = ["Connect.Broker"],
        ["Connect.Broker.Embedded"] = ["Connect.Broker"],
        ["Connect.Pipeline"] = ["Connect.Broker", "Connect.Configuration"],
        ["Connect.Storage"] = ["Connect.Broker", "Connect.Configuration"],
        ["Connect.Runtime"] = ["Connect.Pipeline", "Connect.Storage", "Connect.Broker", "Connect.PluginLoading", "Connect.Configuration"],
        ["Connect.Cluster"] = ["Connect.Runtime", "Connect.Storage", "Connect.Broker", "Connect.PluginLoading", "Connect.Configuration"],
        ["Connect.Rest"] = ["Connect.Cluster", "Connect.PluginLoading", "Connect.Configuration"],
    };

    public static TheoryData<string> ProjectNames => [.. Repository.Projects.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Project_RefersOnlyAlongTheArrows(string name)
    {
        var project = Repository.Project(name);
        if (name == "Connect.Host")
        {
            Assert.All(project.References, r => Assert.Equal("host", r == Abi ? "host" : Repository.Project(r).Room));
            return;
        }

        if (project.Room is "plugins" or "converters")
        {
            Assert.Empty(project.References);
            return;
        }

        Assert.True(Arrows.TryGetValue(name, out var allowed), $"{name} is not in the design: add it there, then here.");
        var everyRoom = project.Room == "host" && name != Foundation ? new[] { Abi, Foundation } : [];
        Assert.Empty(project.References.Except(allowed).Except(everyRoom));
    }

    [Fact]
    public void Host_IsReferredToByNobody() =>
        Assert.DoesNotContain(Repository.Projects, p => p.References.Contains("Connect.Host"));

    [Theory]
    [InlineData("Confluent.Kafka", "Connect.Broker.Kafka")]
    [InlineData("McMaster.NETCore.Plugins", "Connect.PluginLoading")]
    [InlineData("Microsoft.Data.Sqlite", "Connect.Broker.Embedded")]
    [InlineData("Microsoft.Diagnostics.NETCore.Client", "Connect.PluginLoading")]
    [InlineData("Microsoft.Diagnostics.Runtime", "Connect.PluginLoading")]
    public void Package_IsKnownToOneRoomOnly(string package, string room) =>
        Assert.Equal([room], Repository.Projects.Where(p => p.Packages.Contains(package)).Select(p => p.Name));

    [Fact]
    public void AspNetCore_IsKnownToRestAndHostOnly() => Assert.Equal(
        ["Connect.Host", "Connect.Rest"],
        Repository.Projects.Where(p => p.Frameworks.Contains("Microsoft.AspNetCore.App")).Select(p => p.Name));

    [Fact]
    public void TestKit_KnowsNoTestFramework() => Assert.Empty(Repository.Project("Connect.Abi.TestKit").Packages);

    [Fact]
    public void Abi_RefersToLoggingAbstractionsOnly() =>
        Assert.Empty(Repository.Project(Abi).Packages.Except(["Microsoft.Extensions.Logging.Abstractions", "Microsoft.CodeAnalysis.PublicApiAnalyzers"]));
}
