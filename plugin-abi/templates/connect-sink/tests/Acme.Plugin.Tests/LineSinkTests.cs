using Connect.Abi.Sinks;
using Connect.Abi.TestKit;

namespace Acme.Plugin.Tests;

public sealed class LineSinkTests
{
    private static readonly LineSuite Suite = new();

    public static TheoryData<string> Checks => [.. Suite.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Sink_Passes(string check) => Suite.Checks.Single(c => c.Name == check).RunAsync(TestContext.Current.CancellationToken);

    private sealed class LineSuite : SinkSuite
    {
        private readonly string file = Path.GetTempFileName();

        public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["file"] = file };

        public override SinkConnector Make() => new LineSinkConnector();

        public override async Task<IReadOnlyList<int>> ReadBackAsync(CancellationToken cancellationToken)
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Select(line => int.Parse(line["value ".Length..], System.Globalization.CultureInfo.InvariantCulture))];
        }

        public override Task ResetAsync(CancellationToken cancellationToken) => File.WriteAllTextAsync(file, string.Empty, cancellationToken);
    }
}
