using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>The suite over a sound or faulty transformation; with a faulty one it has little patience.</summary>
internal sealed class FieldTransformationSuite(Type transformation, bool isFaulty = false) : TransformationSuite
{
    private static readonly Schema Before = SchemaBuilder.Struct().Field("a", Schema.Int32).Build();
    private static readonly Schema After = SchemaBuilder.Struct().Field("a", Schema.Int32).Field("added", Schema.String).Build();

    protected override TimeSpan UnloadTimeout => isFaulty ? TimeSpan.FromSeconds(2) : base.UnloadTimeout;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["added"] = "x" };

    protected override IReadOnlyList<TransformationCase> Cases
    {
        get
        {
            var source = new SourceRecord(
                new Dictionary<string, object?> { ["file"] = "a" },
                new Dictionary<string, object?> { ["line"] = 1L },
                "t",
                Before,
                new Struct(Before).Put("a", 1));
            var sink = new SinkRecord("t", 2, null, null, Before, new Struct(Before).Put("a", 2), 7);
            return [new(source, Changed(source, 1)), new(sink, Changed(sink, 2))];
        }
    }

    protected override ITransformation CreateTransformation() => (ITransformation)Activator.CreateInstance(transformation)!;

    private static ConnectRecord Changed(ConnectRecord record, int a) => record.NewRecord(
        record.Topic, record.KafkaPartition, null, null, After, new Struct(After).Put("a", a).Put("added", "x"), record.Timestamp);
}
