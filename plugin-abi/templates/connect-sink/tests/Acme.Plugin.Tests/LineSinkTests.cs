using Connect.Abi.Sinks;
using Connect.Abi.TestKit;

namespace Acme.Plugin.Tests;

/// <summary>The test kit's checks: what the worker relies on. Tests of your own go beside them.</summary>
public sealed class LineSinkTests : SinkSuite
{
    private string file = "";

    public static TheoryData<string> Names => [.. new LineSinkTests().Checks.Select(check => check.Name)];

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["file"] = file };

    [Theory]
    [MemberData(nameof(Names))]
    public Task Sink_DoesWhatTheWorkerReliesOn(string name) => Checks.Single(check => check.Name == name).RunAsync();

    protected override ValueTask SetUpAsync(CancellationToken cancellationToken)
    {
        file = Path.GetTempFileName();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask CleanUpAsync(CancellationToken cancellationToken)
    {
        File.Delete(file);
        return ValueTask.CompletedTask;
    }

    protected override SinkConnector CreateConnector() => new LineSinkConnector();

    protected override async ValueTask<IReadOnlyList<string>> ReadBackAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
