using System.Reflection.Metadata;

namespace Connect.Architecture.Tests;

/// <summary>What stack traces, and with them statuses and dead letters, say of where sources lie.</summary>
public sealed class SourcePathTests
{
    public static TheoryData<string> Built =>
    [
        .. new[] { "worker", Path.Combine("..", "plugin.path") }
            .SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Root, "artifacts", f), "Connect.*.pdb", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Repository.Root, f)),
    ];

    [Theory]
    [MemberData(nameof(Built))]
    public void Symbols_NameSourcesFromTheRepositoryOn(string symbols)
    {
        using var file = File.OpenRead(Path.Combine(Repository.Root, symbols));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(file);
        var reader = provider.GetMetadataReader();
        var sources = reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name)).ToArray();
        Assert.NotEmpty(sources);
        Assert.All(sources, s => Assert.StartsWith("/_/", s));
        Assert.Contains(sources, s => File.Exists(Path.Combine(Repository.Root, s["/_/".Length..])));
    }
}
