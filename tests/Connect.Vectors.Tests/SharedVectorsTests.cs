namespace Connect.Vectors.Tests;

/// <summary>The vectors are copies: here it shows when the test equipment has newer ones.</summary>
public sealed class SharedVectorsTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(SuiteFixture.Folder, "*.json").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfVectors_IsThatOfTheTestEquipment(string file)
    {
        var shared = Environment.GetEnvironmentVariable("CONNECT_SHARED")
            ?? Path.Combine(SuiteFixture.Folder, "..", "..", "..", "shared");
        var original = Path.Combine(shared, "vectors", file);
        Assert.SkipUnless(File.Exists(original), $"{file} is compared with the test equipment's, and {Path.GetFullPath(original)} is not there");
        Assert.True(
            File.ReadAllBytes(original).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(SuiteFixture.Folder, file))),
            $"tests/vectors/{file} is not the test equipment's any more: copy {original}");
    }
}
