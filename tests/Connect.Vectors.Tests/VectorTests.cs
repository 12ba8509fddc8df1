using Connect.Vectors.Running;

namespace Connect.Vectors.Tests;

/// <summary>Each case of each file: what Java does, the plugins do as the host loads them.</summary>
public sealed class VectorTests : IClassFixture<SuiteFixture>
{
    private static VectorSuite Suite => SuiteFixture.Suite.Value;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var file in Suite.Files)
            {
                cases.AddRange([.. file.Cases.Select(vector => (file.Name, vector.Id))]);
            }

            return cases;
        }
    }

    public static TheoryData<string> Files => [.. Suite.Files.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Case_Run_DoesAsJava(string file, string id)
    {
        var found = Suite.Files.Single(candidate => candidate.Name == file);
        var result = Suite.Run(found, found.Case(id));
        Assert.SkipWhen(result.Difference is not null, $"{id} differs on purpose: {result.Difference}");
        Assert.True(result.Failure is null, $"{id}: {result.Failure}\n{found.Case(id)}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfVectors_IsRun(string file)
    {
        var found = Suite.Files.Single(candidate => candidate.Name == file);
        Assert.Null(found.Skipped);
        Assert.Null(found.Broken);
        Assert.NotEmpty(found.Cases);
    }

    [Fact]
    public void Differences_Listed_AreCasesOfTheFiles()
    {
        var ids = Suite.Files.SelectMany(file => file.Cases).Select(vector => vector.Id).ToHashSet();
        Assert.Empty(Suite.Differences.Except(ids));
    }
}
