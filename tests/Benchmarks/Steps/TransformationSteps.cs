using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms;

namespace Connect.Benchmarks.Steps;

/// <summary>The transformations, each of one record.</summary>
internal static class TransformationSteps
{
    private static readonly Struct Flat = TestRecords.Filled(TestRecords.FlatSchema);

    public static IEnumerable<Step> All() =>
    [
        Of<InsertField.Value>("InsertField$Value flat", new() { ["static.field"] = "source", ["static.value"] = "bench", ["timestamp.field"] = "ts" }),
        Of<ReplaceField.Value>("ReplaceField$Value flat", new() { ["exclude"] = "comment", ["renames"] = "name:title,city:town" }),
        Of<Cast.Value>("Cast$Value flat", new() { ["spec"] = "id:string,count:int64,price:float32" }),
        Of<MaskField.Value>("MaskField$Value flat", new() { ["fields"] = "name,city" }),
        Of<TimestampConverter.Value>(
            "TimestampConverter$Value flat", new() { ["field"] = "at", ["target.type"] = "string", ["format"] = "yyyy-MM-dd HH:mm:ss" }),
        Of<ExtractField.Value>("ExtractField$Value flat", new() { ["field"] = "name" }),
        Of<HoistField.Value>("HoistField$Value flat", new() { ["field"] = "line" }),
        Of<ValueToKey>("ValueToKey flat", new() { ["fields"] = "id,name" }),
        Of<Flatten.Value>("Flatten$Value nested", new() { ["delimiter"] = "_" }, Pair()),
        Of<SetSchemaMetadata.Value>("SetSchemaMetadata$Value flat", new() { ["schema.name"] = "other.Name", ["schema.version"] = "2" }),
        Of<InsertHeader>("InsertHeader", new() { ["header"] = "origin", ["value.literal"] = "bench" }),
        Of<RegexRouter>("RegexRouter", new() { ["regex"] = "topic-(.*)", ["replacement"] = "routed-$1" }),
        Of<TimestampRouter>("TimestampRouter", new() { ["topic.format"] = "${topic}-${timestamp}", ["timestamp.format"] = "yyyyMMdd" }),
        Of<HeaderFrom.Value>("HeaderFrom$Value flat", new() { ["fields"] = "id,name", ["headers"] = "a,b", ["operation"] = "move" }),
        Of<DropHeaders>("DropHeaders", new() { ["headers"] = "origin" }, headers: true),
        Of<Filter>("Filter", []),
    ];

    private static Step Of<T>(string name, Dictionary<string, string?> settings, Struct? value = null, bool headers = false)
        where T : ITransformation, new()
    {
        ITransformation transformation = new T();
        transformation.Configure(settings);
        value ??= Flat;
        var record = new SourceRecord(
            new Dictionary<string, object?> { ["file"] = "f" },
            new Dictionary<string, object?> { ["position"] = 1L },
            "topic-a",
            null,
            Schema.String,
            "key",
            value.Schema,
            value,
            1700000000000L,
            headers ? new Headers().AddString("origin", "bench").AddInt64("line", 1) : null);
        return new Step("transform " + name, () => transformation.Apply(record));
    }

    private static Struct Pair() => new Struct(
            SchemaBuilder.Struct().Field("head", TestRecords.FlatSchema).Field("tail", TestRecords.FlatSchema).Build())
        .Put("head", Flat)
        .Put("tail", Flat);
}
