using Connect.Abi.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.TestData;

/// <summary>Generates schemas of a shape.</summary>
public sealed class SchemaGen(ConnectShape shape)
{
    private readonly ValueGen values = new(shape);

    /// <summary>Schemas of all types of the shape.</summary>
    public Gen<Schema> Any => Gen.Sized(size => Of("Record", shape.Types, Math.Min(shape.Depth, 1 + (size / 8)), false));

    /// <summary>Schemas of structs.</summary>
    public Gen<Schema> Structs => Gen.Sized(size => Of("Record", [SchemaType.Struct], Math.Min(shape.Depth, 1 + (size / 8)), false));

    private Gen<Schema> Of(string path, IReadOnlyList<SchemaType> types, int depth, bool key)
    {
        var fitting = types.Where(t => depth > 0 || t.IsPrimitive()).ToArray();
        return Gen.Elements(fitting.Length > 0 ? fitting : [SchemaType.String]).SelectMany(type => OfType(path, type, depth, key));
    }

    private Gen<Schema> OfType(string path, SchemaType type, int depth, bool key) => type switch
    {
        SchemaType.Array =>
            from element in Of(path + "Item", shape.Types, depth - 1, key)
            from schema in Finished(SchemaBuilder.Array(element), path, key)
            select schema,
        SchemaType.Map =>
            from keys in Of(path + "Key", shape.KeyTypes, depth - 1, true)
            from element in Of(path + "Value", shape.Types, depth - 1, key)
            from schema in Finished(SchemaBuilder.Map(keys, element), path, key)
            select schema,
        SchemaType.Struct => OfStruct(path, depth, key),
        _ =>
            from builder in shape.LogicalTypes ? Logical(type) : Gen.Constant(SchemaBuilder.Of(type))
            from schema in Finished(builder, path, key)
            select schema,
    };

    private Gen<Schema> OfStruct(string path, int depth, bool key) =>
        from count in Gen.Choose(0, shape.Width)
        from names in Gen.ListOf(FieldName(), count)
        let distinct = names.Distinct(StringComparer.Ordinal).ToArray()
        from schemas in Gen.CollectToArray(Enumerable.Range(0, distinct.Length), i => Of($"{path}F{i}", shape.Types, depth - 1, key))
        from schema in Finished(Fields(distinct, schemas), path, key)
        select schema;

    private static SchemaBuilder Fields(string[] names, Schema[] schemas)
    {
        var builder = SchemaBuilder.Struct();
        for (var i = 0; i < names.Length; i++)
        {
            builder.Field(names[i], schemas[i]);
        }

        return builder;
    }

    private Gen<string> FieldName()
    {
        var identifier =
            from first in Gen.Elements("abcxyzABC_".ToCharArray())
            from rest in Gen.ListOf(Gen.Elements("abcXYZ0123456789_".ToCharArray()))
            select first + new string([.. rest.Take(12)]);
        return shape.AnyFieldName
            ? Gen.Frequency(
                (4, identifier),
                (1, ScalarGen.String(shape.LoneSurrogates).Select(text => text.Length > 0 ? text : "empty")),
                (1, Gen.Elements("schema", "payload", "type", "default", "a.b", "with space", "\"", "field")))
            : identifier;
    }

    // Without parameter 'scale' or with another type Java's converters take none of the values.
    private static Gen<SchemaBuilder> Logical(SchemaType type) => type switch
    {
        SchemaType.Bytes => Gen.Frequency(
            (1, Gen.Constant(type).Select(SchemaBuilder.Of)),
            (1, Gen.Choose(-3, 12).Select(Abi.Data.Decimal.Builder))),
        SchemaType.Int32 => Gen.Choose(0, 3).Select(n => n switch { 0 => Date.Builder(), 1 => Time.Builder(), _ => SchemaBuilder.Int32() }),
        SchemaType.Int64 => Gen.Choose(0, 2).Select(n => n == 0 ? Timestamp.Builder() : SchemaBuilder.Int64()),
        _ => Gen.Constant(type).Select(SchemaBuilder.Of),
    };

    private Gen<Schema> Finished(SchemaBuilder builder, string path, bool key)
    {
        var begun = builder.Build();
        var plain = key && shape.PlainKeys;
        var logical = begun.Name is not null;
        var isStruct = begun.Type == SchemaType.Struct;

        // A struct has no default: the default would be of the schema without it, which is another.
        var mayBeNamed = !logical && (isStruct || (shape.NamesAnything && !plain));
        return
            from optional in Sometimes(shape.Optional && !plain, 3)
            from name in isStruct && shape.NamesEveryStruct ? Gen.Constant(true) : Sometimes(mayBeNamed, 3)
            from version in Sometimes(shape.Annotations && !logical && !plain, 5)
            from doc in Sometimes(shape.Annotations && !plain, 5)
            from parameters in Sometimes(shape.Annotations && !plain, 5)
            let annotated = Annotated(builder, optional, name ? "test.data." + path : null, version, doc, parameters)
            from withDefault in Sometimes(shape.Defaults && !plain && !isStruct, 4)
            from value in withDefault ? values.NotNull(annotated.Build()) : Gen.Constant<object?>(null)
            select value is null ? annotated.Build() : annotated.Default(value).Build();
    }

    private static SchemaBuilder Annotated(SchemaBuilder builder, bool optional, string? name, bool version, bool doc, bool parameters)
    {
        if (optional)
        {
            builder.Optional();
        }

        if (name is not null)
        {
            builder.Name(name);
        }

        if (version)
        {
            builder.Version(7);
        }

        if (doc)
        {
            builder.Doc("what it \"is\"");
        }

        return parameters ? builder.Parameter("unit", "m/s").Parameter("häufig", "\n") : builder;
    }

    private static Gen<bool> Sometimes(bool allowed, int oneIn) =>
        allowed ? Gen.Choose(1, oneIn).Select(n => n == 1) : Gen.Constant(false);
}
