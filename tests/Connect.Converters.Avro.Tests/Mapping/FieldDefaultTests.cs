using Connect.Abi.Data;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests.Mapping;

/// <summary>The defaults of Avro's fields are those of Connect's, as Java's converter reads them.</summary>
public sealed class FieldDefaultTests
{
    [Theory]
    [InlineData("float", "\"NaN\"", float.NaN)]
    [InlineData("float", "\"-Infinity\"", float.NegativeInfinity)]
    [InlineData("float", "1.5", 1.5f)]
    [InlineData("double", "\"NaN\"", double.NaN)]
    [InlineData("double", "\"Infinity\"", double.PositiveInfinity)]
    public void Number_ThatJsonCantWrite_IsGivenAsAText(string type, string given, object expected) =>
        Assert.Equal(expected, DefaultOf($"\"{type}\"", given));

    [Fact]
    public void Map_WithOtherKeysThanTexts_TakesAnEmptyListOnly()
    {
        const string Entries =
            """{"type":"array","items":{"type":"record","name":"MapEntry","namespace":"io.confluent.connect.avro","fields":[{"name":"key","type":"int"},{"name":"value","type":"int"}]}}""";

        Assert.Equal(new ConnectMap(), DefaultOf(Entries, "[]"));
        Assert.Null(DefaultOf(Entries, """[{"key":1,"value":2}]"""));
    }

    private static object? DefaultOf(string type, string standard)
    {
        var schema = AvroSchemaParser.Parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":" + type + ",\"default\":" + standard + "}]}");
        return new AvroData(new AvroDataSettings(new Dictionary<string, string?>())).PlanRead(schema, null, null).Schema!.Field("f")!.Schema.DefaultValue;
    }
}
