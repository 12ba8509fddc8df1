using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Abi.Tests.Data;

/// <summary>However deep a schema or value is, it ends in a DataException, not in the end of the process.</summary>
public sealed class NestingTests
{
    private const int FarTooDeep = 1_000_000;

    [Fact]
    public void Schema_NestedAThousandLevels_IsThere()
    {
        var schema = Schema.Int32;
        for (var i = 1; i < 1000; i++)
        {
            schema = SchemaBuilder.Array(schema).Build();
        }

        Assert.Equal(schema, schema);
        Assert.Contains("nested more than 1000 levels", Assert.Throws<SchemaBuilderException>(SchemaBuilder.Array(schema).Build).Message, StringComparison.Ordinal);
        Assert.Throws<SchemaBuilderException>(SchemaBuilder.Map(Schema.String, schema).Build);
        Assert.Throws<SchemaBuilderException>(SchemaBuilder.Struct().Field("f", schema).Build);
    }

    [Fact]
    public void Value_NestedFarTooDeep_HasNoText()
    {
        Assert.Contains("1000 levels", Assert.Throws<DataException>(() => ConnectText.Of(DeepList())).Message, StringComparison.Ordinal);
        Assert.Contains("1000 levels", Assert.Throws<DataException>(() => ConnectText.Of(DeepMap())).Message, StringComparison.Ordinal);
        Assert.Contains("1000 levels", Assert.Throws<DataException>(() => Values.ConvertToString(null, DeepList())).Message, StringComparison.Ordinal);
        Assert.Contains("1000 levels", Assert.Throws<DataException>(() => Values.ConvertToString(null, DeepMap())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_NestedFarTooDeep_IsNeitherComparedNorInferred()
    {
        Assert.Throws<DataException>(() => new SchemaAndValue(null, DeepList()) == new SchemaAndValue(null, DeepList()));
        Assert.Throws<DataException>(() => new SchemaAndValue(null, DeepMap()) == new SchemaAndValue(null, DeepMap()));
        Assert.Throws<DataException>(() => new SchemaAndValue(null, DeepList()).GetHashCode());
        Assert.Throws<DataException>(() => new SchemaAndValue(null, DeepMap()).GetHashCode());
        Assert.Throws<DataException>(() => Values.InferSchema(DeepList()));
        Assert.Throws<DataException>(() => Values.InferSchema(DeepMap()));
    }

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("{", "1", ":1}")]
    [InlineData("[", "", "")]
    [InlineData("{\"a\":", "", "")]
    public void Text_NestedFarTooDeep_IsAString(string open, string inside, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, FarTooDeep)) + inside + string.Concat(Enumerable.Repeat(close, FarTooDeep));

        Assert.Equal(new SchemaAndValue(Schema.String, text), Values.ParseString(text));
    }

    [Fact]
    public void Text_NestedAThousandLevels_IsAList()
    {
        var text = new string('[', 1000) + new string(']', 1000);

        Assert.Equal(SchemaType.Array, Values.ParseString(text).Schema!.Type);
        Assert.Equal(Schema.String, Values.ParseString("[" + text + "]").Schema);
    }

    private static List<object?> DeepList()
    {
        var list = new List<object?>();
        for (var i = 0; i < FarTooDeep; i++)
        {
            list = [list];
        }

        return list;
    }

    private static ConnectMap DeepMap()
    {
        var map = new ConnectMap();
        for (var i = 0; i < FarTooDeep; i++)
        {
            map = new ConnectMap(1) { ["a"] = map };
        }

        return map;
    }
}
