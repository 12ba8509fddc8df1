using Connect.Abi.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.TestData;

/// <summary>Generates values together with their schemas, and shrinks them.</summary>
public static class ConnectData
{
    /// <summary>Values of schemas of a shape. They shrink to what is inside of them.</summary>
    public static Arbitrary<SchemaAndValue> Of(ConnectShape shape) => Arb.From(Gen(shape, new SchemaGen(shape).Any), ValueShrinker.Smaller);

    /// <summary>Structs of a shape. They shrink to structs that are inside of them.</summary>
    public static Arbitrary<SchemaAndValue> Structs(ConnectShape shape) => Arb.From(
        Gen(shape, new SchemaGen(shape).Structs),
        data => ValueShrinker.Smaller(data).Where(smaller => smaller.Value is Struct));

    /// <summary>Values without schema.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="onlyJson">Whether only what JSON gives back as it was: int64, float64, texts, booleans, lists, maps of texts.</param>
    public static Arbitrary<object?> Schemaless(ConnectShape shape, bool onlyJson) =>
        Arb.From(new ValueGen(shape).Schemaless(shape.Depth, onlyJson), ValueShrinker.SmallerSchemaless);

    private static Gen<SchemaAndValue> Gen(ConnectShape shape, Gen<Schema> schemas) =>
        from schema in schemas
        from value in new ValueGen(shape).Of(schema)
        select new SchemaAndValue(schema, value);
}
