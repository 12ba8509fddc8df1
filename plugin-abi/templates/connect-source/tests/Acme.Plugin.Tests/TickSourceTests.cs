using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Abi.TestKit;

namespace Acme.Plugin.Tests;

/// <summary>The test kit's checks: what the worker relies on. Tests of your own go beside them.</summary>
public sealed class TickSourceTests : SourceSuite
{
    public static TheoryData<string> Names => [.. new TickSourceTests().Checks.Select(check => check.Name)];

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["topic"] = "ticks", ["interval.ms"] = "10" };

    [Theory]
    [MemberData(nameof(Names))]
    public Task Source_DoesWhatTheWorkerReliesOn(string name) => Checks.Single(check => check.Name == name).RunAsync();

    protected override SourceConnector CreateConnector() => new TickSourceConnector();

    /// <summary>The clock ticks by itself.</summary>
    protected override ValueTask PrepareAsync(int count, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The same tick has another time in each run.</summary>
    protected override string IdentityOf(SourceRecord record) => $"{record.SourceOffset!["number"]}";
}
