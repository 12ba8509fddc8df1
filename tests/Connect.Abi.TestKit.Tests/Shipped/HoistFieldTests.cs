using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms;

namespace Connect.Abi.TestKit.Tests.Shipped;

public sealed class HoistFieldTests : TransformationSuite
{
    private static readonly Schema Hoisted = SchemaBuilder.Struct().Field("line", Schema.String).Build();

    public static TheoryData<string> CheckNames => [.. new HoistFieldTests().Checks.Select(check => check.Name)];

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["field"] = "line" };

    protected override IReadOnlyList<TransformationCase> Cases
    {
        get
        {
            var source = new SourceRecord(
                new Dictionary<string, object?> { ["file"] = "a" }, new Dictionary<string, object?> { ["line"] = 1L }, "t", Schema.String, "text");
            var sink = new SinkRecord("t", 0, null, "key", null, "text", 7, 1000, TimestampType.CreateTime, new Headers().Add("h", 1, Schema.Int32));
            return
            [
                new(source, source.NewRecord("t", null, null, null, Hoisted, new Struct(Hoisted).Put("line", "text"), null)),
                new(sink, sink.NewRecord("t", 0, null, "key", null, new ConnectMap([new("line", "text")]), 1000)),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(CheckNames))]
    public Task Transformation_DoesWhatTheHostReliesOn(string check) => Checks.Single(c => c.Name == check).RunAsync();

    protected override ITransformation CreateTransformation() => new HoistField.Value();
}
