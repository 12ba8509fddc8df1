using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.TestKit;
using Connect.Abi.Transforms;

namespace Acme.Plugin.Tests;

/// <summary>The test kit's checks: what the worker relies on. Tests of your own go beside them.</summary>
public sealed class TopicHeaderTests : TransformationSuite
{
    public static TheoryData<string> Names => [.. new TopicHeaderTests().Checks.Select(check => check.Name)];

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["header"] = "origin" };

    protected override IReadOnlyList<TransformationCase> Cases =>
    [
        new(
            new SinkRecord("orders", 0, null, "key", Schema.String, "value", 7),
            new SinkRecord("orders", 0, null, "key", Schema.String, "value", 7, headers: new Headers().Add(new Header("origin", Schema.String, "orders")))),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Transformation_DoesWhatTheWorkerReliesOn(string name) => Checks.Single(check => check.Name == name).RunAsync();

    protected override ITransformation CreateTransformation() => new TopicHeader();
}
