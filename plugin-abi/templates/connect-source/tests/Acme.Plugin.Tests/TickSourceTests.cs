using Connect.Abi.Sources;
using Connect.Abi.TestKit;

namespace Acme.Plugin.Tests;

public sealed class TickSourceTests
{
    private static readonly TickSuite Suite = new();

    public static TheoryData<string> Checks => [.. Suite.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Source_Passes(string check) => Suite.Checks.Single(c => c.Name == check).RunAsync(TestContext.Current.CancellationToken);

    private sealed class TickSuite : SourceSuite
    {
        public override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["topic"] = "ticks", ["interval.ms"] = "10" };

        public override SourceConnector Make() => new TickSourceConnector();
    }
}
