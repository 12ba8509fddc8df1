using Connect.Abi.Sources;
using Connect.Plugins.Example;

namespace Connect.Abi.TestKit.Tests.Shipped;

/// <summary>The example that authors copy, with the suite as an author uses it.</summary>
public sealed class ExampleSourceTests : SourceSuite
{
    private readonly TemporaryFolder folder = new();
    private int made;

    public static TheoryData<string> CheckNames => [.. new ExampleSourceTests().Checks.Select(check => check.Name)];

    protected override string PluginAssembly => InstalledPlugin.Of<LineDirectorySourceConnector>();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["directory"] = folder.Path,
        ["topic"] = "lines",
    };

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Source_DoesWhatTheHostReliesOn(string check) => Checks.Single(c => c.Name == check).RunAsync();

    protected override SourceConnector CreateConnector() => new LineDirectorySourceConnector();

    protected override async ValueTask PrepareAsync(int count, CancellationToken cancellationToken)
    {
        // Two files, so that there is work for two tasks.
        for (var i = 0; i < count; i++)
        {
            await File.AppendAllTextAsync(Path.Combine(folder.Path, $"file-{made % 2}"), $"line {made++}\n", cancellationToken);
        }
    }

    protected override ValueTask SetUpAsync(CancellationToken cancellationToken) => folder.MakeAsync();

    protected override ValueTask CleanUpAsync(CancellationToken cancellationToken) => folder.RemoveAsync();
}
