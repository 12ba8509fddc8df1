using Connect.Abi.Sources;
using Connect.Plugins.Files;

namespace Connect.Abi.TestKit.Tests.Shipped;

public sealed class FileSourceTests : SourceSuite
{
    private readonly TemporaryFolder folder = new();
    private int made;

    public static TheoryData<string> CheckNames => [.. new FileSourceTests().Checks.Select(check => check.Name)];

    protected override string PluginAssembly => InstalledPlugin.Of<FileStreamSourceConnector>();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["file"] = folder.File,
        ["topic"] = "lines",
    };

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Source_DoesWhatTheHostReliesOn(string check) => Checks.Single(c => c.Name == check).RunAsync();

    protected override SourceConnector CreateConnector() => new FileStreamSourceConnector();

    protected override async ValueTask PrepareAsync(int count, CancellationToken cancellationToken) =>
        await File.AppendAllLinesAsync(folder.File, Enumerable.Range(0, count).Select(_ => $"line {made++}"), cancellationToken);

    protected override ValueTask SetUpAsync(CancellationToken cancellationToken) => folder.MakeAsync();

    protected override ValueTask CleanUpAsync(CancellationToken cancellationToken) => folder.RemoveAsync();
}
