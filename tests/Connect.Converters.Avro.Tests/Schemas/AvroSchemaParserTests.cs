using Avro;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests.Schemas;

public sealed class AvroSchemaParserTests
{
    [Fact]
    public void Reference_ToALaterDefinition_IsThatDefinition()
    {
        var schema = (RecordSchema)AvroSchemaParser.Parse(
            """{"type":"record","name":"a.R","fields":[{"name":"x","type":"F"},{"name":"y","type":{"type":"fixed","name":"F","size":3}}]}""");
        Assert.Equal("a.F", schema.Fields[0].Schema.Fullname);
        Assert.Equal(
            """{"type":"record","name":"R","namespace":"a","fields":[{"name":"x","type":{"type":"fixed","name":"F","size":3}},{"name":"y","type":"F"}]}""",
            AvroSchemaText.ToText(schema));
    }

    [Fact]
    public void Reference_ToADefinitionInAnotherText_IsFound()
    {
        var references = new[] { """{"type":"enum","name":"n.E","symbols":["A"]}""" };
        var schema = AvroSchemaParser.Parse("""{"type":"array","items":"n.E"}""", references: references);
        Assert.Equal("""{"type":"array","items":"n.E"}""", AvroSchemaText.ToText(schema, ["n.E"]));
    }

    [Fact]
    public void Error_InAField_SaysWhere()
    {
        var error = Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(
            """{"type":"record","name":"R","fields":[{"name":"a","type":{"type":"array","items":{"type":"fixed","name":"F","size":-1}}}]}"""));
        Assert.Contains("/fields/0/type/items/size", error.Message);
        Assert.IsType<DataException>(error, exactMatch: false);
    }

    [Fact]
    public void DefaultOfTheWrongType_Unchecked_FailsWhenItIsUsed()
    {
        var writer = AvroSchemaParser.Parse("""{"type":"record","name":"R","fields":[]}""");
        const string Text = """{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":"x"}]}""";
        Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(Text));
        var reader = AvroSchemaParser.Parse(Text, SchemaChecks.None);
        Assert.Contains("\"a\"", Assert.Throws<AvroSchemaException>(() => SchemaResolution.Of(writer, reader)).Message);
    }

    [Fact]
    public void Texts_ThatLookLikeDates_StayTexts()
    {
        const string Text = """{"type":"record","name":"R","doc":"2020-01-01T00:00:00Z","fields":[{"name":"a","type":"string","default":"2020-01-01T00:00:00+01:00"}]}""";
        Assert.Equal(Text, AvroSchemaText.ToText(AvroSchemaParser.Parse(Text)));
    }

    [Theory]
    [InlineData("\"1.5f\"", "1.5")]
    [InlineData("\"0x1p3\"", "8.0")]
    [InlineData("\"NaN\"", "\"NaN\"")]
    [InlineData("1e3", "1000.0")]
    [InlineData("7", "7")]
    public void DefaultOfADouble_AsTextOrNumber_IsWrittenAsJavasNumber(string given, string written)
    {
        static string Text(string value) => $$"""{"type":"record","name":"R","fields":[{"name":"a","type":"double","default":{{value}}}]}""";
        var schema = (RecordSchema)AvroSchemaParser.Parse(Text(given));
        Assert.Equal(Text(written), AvroSchemaText.ToText(schema));
        Assert.Equal(8, DefaultValues.ToBinary(schema.Fields[0]).Length);
    }

    [Fact]
    public void Namespace_Unchecked_MayBeAnything()
    {
        const string Text = """{"type":"record","name":"Value","namespace":"db.customers-2","fields":[]}""";
        Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(Text));
        Assert.Equal(Text, AvroSchemaText.ToText(AvroSchemaParser.Parse(Text, SchemaChecks.Defaults)));
    }
}
