using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms;

namespace Connect.Abi.TestKit.Tests.Shipped;

/// <summary>The transformations that ship, each with what it makes of a record with a schema and of one without.</summary>
internal static class ShippedTransformations
{
    private static readonly Schema Id = SchemaBuilder.Struct().Field("id", Schema.Int32).Build();
    private static readonly Schema Person = SchemaBuilder.Struct().Field("id", Schema.Int32).Field("name", Schema.String).Build();
    private static readonly Schema Hoisted = SchemaBuilder.Struct().Field("line", Person).Build();
    private static readonly Schema Dotted = SchemaBuilder.Struct()
        .Field("person.id", Schema.Int32).Field("person.name", Schema.String).Build();
    private static readonly Schema Named = SchemaBuilder.Struct().Name("person")
        .Field("id", Schema.Int32).Field("name", Schema.String).Build();
    private static readonly Schema WithKind = SchemaBuilder.Struct()
        .Field("id", Schema.Int32).Field("name", Schema.String).Field("kind", Schema.String).Build();

    private static readonly Schema Outer = SchemaBuilder.Struct().Field("person", Person).Build();

    public static IReadOnlyDictionary<string, ShippedTransformationSuite> All { get; } = new Dictionary<string, ShippedTransformationSuite>
    {
        ["Cast"] = Make<Cast.Value>(new() { ["spec"] = "id:int64" }, () => Both(
            Of(SchemaBuilder.Struct().Field("id", Schema.Int64).Field("name", Schema.String).Build(), ("id", 1L), ("name", "Ada")),
            Map(("id", 1L), ("name", "Ada")))),
        ["DropHeaders"] = Make<DropHeaders>(new() { ["headers"] = "h" }, () => Each(r => Same(r, r.Topic, new Headers()))),
        ["ExtractField"] = Make<ExtractField.Value>(new() { ["field"] = "name" }, () => Both(new(Schema.String, "Ada"), new(null, "Ada"))),
        ["Filter"] = Make<Filter>([], () => Each(_ => null)),
        ["Flatten"] = Make<Flatten.Value>([], () =>
            [new(Nested(), Changed(Nested(), Dotted, Of(Dotted, ("person.id", 1), ("person.name", "Ada")).Value))]),
        ["HoistField"] = Make<HoistField.Value>(new() { ["field"] = "line" }, () => Both(
            Of(Hoisted, ("line", PersonValue)), Map(("line", Map(("id", 1), ("name", "Ada")).Value)))),
        ["InsertField"] = Make<InsertField.Value>(new() { ["static.field"] = "kind!", ["static.value"] = "person" }, () => Both(
            Of(WithKind, ("id", 1), ("name", "Ada"), ("kind", "person")), Map(("id", 1), ("name", "Ada"), ("kind", "person")))),
        ["InsertHeader"] = Make<InsertHeader>(new() { ["header"] = "kind", ["value.literal"] = "person" }, () =>
            Each(r => Same(r, r.Topic, r.Headers.Duplicate().Add("kind", "person", Schema.String)))),

        // As Java's, it takes no null for a value without schema.
        ["MaskField"] = Make<MaskField.Value>(new() { ["fields"] = "name" }, refusesNullValues: true, () => Both(
            Of(Person, ("id", 1), ("name", "")), Map(("id", 1), ("name", "")))),
        ["RegexRouter"] = Make<RegexRouter>(new() { ["regex"] = "^t$", ["replacement"] = "u" }, () => Each(r => Same(r, "u", null))),
        ["ReplaceField"] = Make<ReplaceField.Value>(new() { ["exclude"] = "name" }, () => Both(Of(Id, ("id", 1)), Map(("id", 1)))),
        ["SetSchemaMetadata"] = Make<SetSchemaMetadata.Value>(new() { ["schema.name"] = "person" }, () =>
            [new(WithSchema(), Changed(WithSchema(), Named, Of(Named, ("id", 1), ("name", "Ada")).Value))]),

        // As Java's, it needs a value to take the key from.
        ["ValueToKey"] = Make<ValueToKey>(new() { ["fields"] = "id" }, refusesNullValues: true, () => Each(r => Keyed(
            r, r.ValueSchema is null ? Map(("id", 1)) : Of(Id, ("id", 1))))),
    };

    private static Struct PersonValue => new Struct(Person).Put("id", 1).Put("name", "Ada");

    private static ShippedTransformationSuite Make<T>(Dictionary<string, string?> settings, Func<IReadOnlyList<TransformationCase>> cases)
        where T : ITransformation, new() => Make<T>(settings, false, cases);

    private static ShippedTransformationSuite Make<T>(
        Dictionary<string, string?> settings, bool refusesNullValues, Func<IReadOnlyList<TransformationCase>> cases)
        where T : ITransformation, new() => new(() => new T(), settings, refusesNullValues, cases);

    private static IReadOnlyList<TransformationCase> Both(SchemaAndValue withSchema, SchemaAndValue schemaless) =>
    [
        new(WithSchema(), Changed(WithSchema(), withSchema.Schema, withSchema.Value)),
        new(Schemaless(), Changed(Schemaless(), null, schemaless.Value)),
    ];

    private static IReadOnlyList<TransformationCase> Each(Func<ConnectRecord, ConnectRecord?> expected) =>
        [new(WithSchema(), expected(WithSchema())), new(Schemaless(), expected(Schemaless()))];

    private static SourceRecord WithSchema() => Source(Person, PersonValue);

    private static SourceRecord Nested() => Source(Outer, new Struct(Outer).Put("person", PersonValue));

    private static SourceRecord Source(Schema schema, Struct value) => new(
        new Dictionary<string, object?> { ["file"] = "a" },
        new Dictionary<string, object?> { ["line"] = 1L },
        "t",
        null,
        null,
        null,
        schema,
        value,
        1000,
        new Headers().Add("h", 1, Schema.Int32));

    private static SinkRecord Schemaless() => new(
        "t",
        0,
        null,
        "key",
        null,
        Map(("id", 1), ("name", "Ada")).Value,
        7,
        1000,
        TimestampType.CreateTime,
        new Headers().Add("h", 1, Schema.Int32));

    private static ConnectRecord Keyed(ConnectRecord record, SchemaAndValue key) =>
        record.NewRecord(record.Topic, record.KafkaPartition, key.Schema, key.Value, record.ValueSchema, record.Value, record.Timestamp);

    private static ConnectRecord Changed(ConnectRecord record, Schema? schema, object? value) =>
        record.NewRecord(record.Topic, record.KafkaPartition, record.KeySchema, record.Key, schema, value, record.Timestamp);

    private static ConnectRecord Same(ConnectRecord record, string topic, Headers? headers) =>
        record.NewRecord(topic, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp, headers);

    private static SchemaAndValue Of(Schema schema, params ReadOnlySpan<(string Field, object Value)> fields)
    {
        var value = new Struct(schema);
        foreach (var (field, content) in fields)
        {
            value.Put(field, content);
        }

        return new(schema, value);
    }

    private static SchemaAndValue Map(params ReadOnlySpan<(string Key, object? Value)> entries)
    {
        var map = new ConnectMap();
        foreach (var (key, value) in entries)
        {
            map.Add(key, value);
        }

        return new(null, map);
    }
}
