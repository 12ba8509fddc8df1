using System.Globalization;
using Connect.Abi.Data;

namespace Connect.Benchmarks.Steps;

/// <summary>The records of <c>JavaSteps.java</c>: flat, nested and wide.</summary>
internal static class TestRecords
{
    public static Schema FlatSchema { get; } = WithFields(SchemaBuilder.Struct().Name("bench.Flat"), 1).Build();

    public static Schema WideSchema { get; } = WithFields(SchemaBuilder.Struct().Name("bench.Wide"), 10).Build();

    public static Schema NestedSchema { get; } = SchemaBuilder.Struct().Name("bench.Nested")
        .Field("head", FlatSchema)
        .Field("body", SchemaBuilder.Struct().Name("bench.Body").Field("inner", FlatSchema).Build())
        .Field("tags", SchemaBuilder.Array(Schema.String).Build())
        .Field("counts", SchemaBuilder.Map(Schema.String, Schema.Int64).Build())
        .Build();

    public static (string Shape, Schema Schema, Struct Value)[] All { get; } =
        [("flat", FlatSchema, Filled(FlatSchema)), ("nested", NestedSchema, Nested()), ("wide", WideSchema, Filled(WideSchema))];

    /// <summary>A struct of primitives with a value in each field.</summary>
    public static Struct Filled(Schema schema)
    {
        var value = new Struct(schema);
        foreach (var field in schema.Fields)
        {
            _ = field.Schema.Type switch
            {
                SchemaType.Int64 => value.Put(field, 1234567890L + field.Index),
                SchemaType.Int32 => value.Put(field, 42 + field.Index),
                SchemaType.Float64 => value.Put(field, 3.25 + field.Index),
                SchemaType.Boolean => value.Put(field, true),
                _ => value.Put(field, (object)("text of field " + field.Name)),
            };
        }

        return value;
    }

    /// <summary>A flat record with texts of its own.</summary>
    /// <param name="number">Which one.</param>
    public static Struct FlatWithTexts(int number)
    {
        var value = Filled(FlatSchema);
        foreach (var field in FlatSchema.Fields)
        {
            if (field.Schema.Type == SchemaType.String)
            {
                value.Put(field, (object)string.Create(CultureInfo.InvariantCulture, $"{field.Name} of record {number}"));
            }
        }

        return value;
    }

    private static Struct Nested() => new Struct(NestedSchema)
        .Put("head", Filled(FlatSchema))
        .Put("body", new Struct(NestedSchema.Field("body")!.Schema).Put("inner", Filled(FlatSchema)))
        .Put("tags", new object?[] { "red", "green", "blue", "yellow" })
        .Put("counts", new ConnectMap { { "one", 1L }, { "two", 2L }, { "three", 3L } });

    private static SchemaBuilder WithFields(SchemaBuilder builder, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var suffix = times == 1 ? string.Empty : "_" + i.ToString(CultureInfo.InvariantCulture);
            builder.Field("id" + suffix, Schema.Int64)
                .Field("count" + suffix, Schema.Int32)
                .Field("name" + suffix, Schema.String)
                .Field("price" + suffix, Schema.Float64)
                .Field("note" + suffix, Schema.OptionalString)
                .Field("active" + suffix, Schema.Boolean)
                .Field("city" + suffix, Schema.String)
                .Field("at" + suffix, Schema.Int64)
                .Field("delta" + suffix, Schema.Int32)
                .Field("comment" + suffix, Schema.String);
        }

        return builder;
    }
}
