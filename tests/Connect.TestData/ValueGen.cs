using Connect.Abi.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.TestData;

/// <summary>Generates values that fit a schema.</summary>
public sealed class ValueGen(ConnectShape shape)
{
    /// <summary>Values of a schema, null among them where it is optional.</summary>
    public Gen<object?> Of(Schema schema) =>
        schema.IsOptional ? Gen.Frequency((4, NotNull(schema)), (1, Gen.Constant<object?>(null))) : NotNull(schema);

    /// <summary>Values of a schema without null.</summary>
    public Gen<object?> NotNull(Schema schema) => schema.Name switch
    {
        Abi.Data.Decimal.LogicalName => Boxed(ScalarGen.Decimal(Abi.Data.Decimal.ScaleOf(schema))),
        Date.LogicalName => Boxed(ScalarGen.Date),
        Time.LogicalName => Boxed(ScalarGen.Time),
        Timestamp.LogicalName => Boxed(ScalarGen.Timestamp),
        _ => OfType(schema),
    };

    /// <summary>Values without schema: what JSON can say, and all primitive types if wanted.</summary>
    /// <param name="depth">How deep they are nested.</param>
    /// <param name="onlyJson">Whether only what JSON gives back as it was: int64, float64, texts, booleans.</param>
    public Gen<object?> Schemaless(int depth, bool onlyJson)
    {
        var scalar = onlyJson
            ? Gen.OneOf(Boxed(ScalarGen.Int64), Boxed(ScalarGen.Float64(false)), Boxed(ScalarGen.String(shape.LoneSurrogates)), Boxed(ScalarGen.Boolean))
            : Gen.OneOf(
                Boxed(ScalarGen.Int8), Boxed(ScalarGen.Int16), Boxed(ScalarGen.Int32), Boxed(ScalarGen.Int64), Boxed(ScalarGen.Boolean),
                Boxed(ScalarGen.Float32(shape.SpecialFloats)), Boxed(ScalarGen.Float64(shape.SpecialFloats)),
                Boxed(ScalarGen.String(shape.LoneSurrogates)), Boxed(ScalarGen.Bytes));
        if (depth == 0)
        {
            return Gen.Frequency((6, scalar), (1, Gen.Constant<object?>(null)));
        }

        var element = Schemaless(depth - 1, onlyJson);
        var key = onlyJson ? Boxed(ScalarGen.String(shape.LoneSurrogates)) : scalar;
        return Gen.Frequency(
            (3, scalar),
            (1, Gen.Constant<object?>(null)),
            (2, Gen.Choose(0, shape.Width).SelectMany(n => Gen.ListOf(element, n)).Select(list => (object?)list.ToList())),
            (2, Entries(key, element)));
    }

    private static Gen<object?> Boxed<T>(Gen<T> gen) => gen.Select(value => (object?)value);

    private Gen<object?> OfType(Schema schema) => schema.Type switch
    {
        SchemaType.Int8 => Boxed(ScalarGen.Int8),
        SchemaType.Int16 => Boxed(ScalarGen.Int16),
        SchemaType.Int32 => Boxed(ScalarGen.Int32),
        SchemaType.Int64 => Boxed(ScalarGen.Int64),
        SchemaType.Float32 => Boxed(ScalarGen.Float32(shape.SpecialFloats)),
        SchemaType.Float64 => Boxed(ScalarGen.Float64(shape.SpecialFloats)),
        SchemaType.Boolean => Boxed(ScalarGen.Boolean),
        SchemaType.String => Boxed(ScalarGen.String(shape.LoneSurrogates)),
        SchemaType.Bytes => Boxed(ScalarGen.Bytes),
        SchemaType.Array => Gen.Choose(0, shape.Width).SelectMany(n => Gen.ListOf(Of(schema.ValueSchema!), n)).Select(list => (object?)list.ToList()),
        SchemaType.Map => Entries(NotNull(schema.KeySchema!), Of(schema.ValueSchema!)),
        _ => Gen.CollectToArray(schema.Fields, FieldValue).Select(values => (object?)Filled(schema, values)),
    };

    private Gen<object?> Entries(Gen<object?> keys, Gen<object?> values) =>
        from count in Gen.Choose(0, shape.Width)
        from entries in Gen.ListOf(Gen.Zip(keys, values), count)
        select (object?)Map(entries);

    private static ConnectMap Map(IEnumerable<(object? Key, object? Value)> entries)
    {
        var map = new ConnectMap();
        foreach (var (key, value) in entries)
        {
            map[key] = value;
        }

        return map;
    }

    private Gen<object?> FieldValue(Field field) =>
        shape.UnsetDefaults && field.Schema.DefaultValue is not null
            ? Gen.Frequency((3, Of(field.Schema)), (1, Gen.Constant<object?>(null)))
            : Of(field.Schema);

    private static Struct Filled(Schema schema, object?[] values)
    {
        var result = new Struct(schema);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not null)
            {
                result.Put(schema.Fields[i], values[i]);
            }
        }

        return result;
    }
}
