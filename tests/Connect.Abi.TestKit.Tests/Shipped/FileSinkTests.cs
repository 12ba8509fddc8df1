using Connect.Abi.Sinks;
using Connect.Plugins.Files;

namespace Connect.Abi.TestKit.Tests.Shipped;

public sealed class FileSinkTests : SinkSuite
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> CheckNames => [.. new FileSinkTests().Checks.Select(check => check.Name)];

    protected override string PluginAssembly => InstalledPlugin.Of<FileStreamSinkConnector>();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["file"] = folder.File,
        ["topics"] = Topic,
    };

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Sink_DoesWhatTheHostReliesOn(string check) => Checks.Single(c => c.Name == check).RunAsync();

    protected override SinkConnector CreateConnector() => new FileStreamSinkConnector();

    protected override async ValueTask<IReadOnlyList<string>> ReadBackAsync(CancellationToken cancellationToken) =>
        await File.ReadAllLinesAsync(folder.File, cancellationToken);

    protected override ValueTask SetUpAsync(CancellationToken cancellationToken) => folder.MakeAsync();

    protected override ValueTask CleanUpAsync(CancellationToken cancellationToken) => folder.RemoveAsync();
}
