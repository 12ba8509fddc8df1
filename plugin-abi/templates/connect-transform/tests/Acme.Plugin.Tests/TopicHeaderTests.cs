using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.TestKit;
using Connect.Abi.Transforms;

namespace Acme.Plugin.Tests;

public sealed class TopicHeaderTests
{
    private static readonly TopicHeaderSuite Suite = new();

    public static TheoryData<string> Checks => [.. Suite.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Transformation_Passes(string check) => Suite.Checks.Single(c => c.Name == check).RunAsync(TestContext.Current.CancellationToken);

    private sealed class TopicHeaderSuite : TransformationSuite
    {
        public override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["header"] = "origin" };

        public override SinkRecord Input() => new("orders", 0, null, "key", Schema.String, "value", 7);

        public override ITransformation Make() => new TopicHeader();

        public override string? Judge(ConnectRecord? output) =>
            (string?)output?.Headers.LastWithName("origin")?.Value == "orders" ? null : "The header 'origin' does not hold the topic's name.";
    }
}
