using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Json.Tests;

/// <summary>What is said of messages that can't be read.</summary>
public sealed class JsonErrorTests
{
    [Theory]
    [InlineData("{\"a\":1}", "this value has no \"schema\"")]
    [InlineData("{\"schema\":null}", "this value has no \"payload\"")]
    [InlineData("{\"schema\":null,\"payload\":1,\"more\":2}", "this value has \"more\" besides")]
    [InlineData("17", "this value is of JSON type Number")]
    [InlineData("", "this value is empty")]
    public void Envelope_IsNone_NamesTheSettingToChange(string json, string found)
    {
        var message = ErrorOf(json, isKey: false, schemas: true);

        Assert.Contains("JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields", message, StringComparison.Ordinal);
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.Contains("value.converter.schemas.enable=false", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Envelope_IsNone_OfAKey_NamesTheKeysSetting() =>
        Assert.Contains("key.converter.schemas.enable=false", ErrorOf("{}", isKey: true, schemas: true), StringComparison.Ordinal);

    [Fact]
    public void Envelope_NotExpected_IsReadAsTheObjectItIs()
    {
        using var converter = Converter(isKey: false, schemas: false);

        var (schema, value) = converter.ToConnectData("t", null, new Payload("{\"schema\":null,\"payload\":1}"u8));

        Assert.Null(schema);
        Assert.Equal(new ConnectMap { ["schema"] = null, ["payload"] = 1L }, value);
    }

    [Theory]
    [InlineData("0000000007AB0212", "schema id 7: mostly Avro, set value.converter=io.confluent.connect.avro.AvroConverter")]
    [InlineData("01DD0B72F54A4F4C6F9F8B0C2D3E4F506102", "schema GUID dd0b72f5-4a4f-4c6f-9f8b-0c2d3e4f5061")]
    [InlineData("4F626A0104", "an Avro container file")]
    [InlineData("68656C6C6F20776F726C64", "plain text: set value.converter=org.apache.kafka.connect.storage.StringConverter")]
    [InlineData("7B2261223A31", "begins like JSON: it may be cut off")]
    [InlineData("089601120774657374696E67", "Protobuf")]
    [InlineData("FFD8FFE000104A46", "binary data: set value.converter to the converter that wrote it")]
    public void Bytes_ThatAreNoJson_SayWhatTheyLookLike(string hex, string look)
    {
        var bytes = Convert.FromHexString(hex);
        using var converter = Converter(isKey: false, schemas: false);

        var message = Assert.Throws<DataException>(() => converter.ToConnectData("t", null, new Payload(bytes))).Message;

        Assert.StartsWith("Converting byte[] to Kafka Connect data failed due to serialization error: the value is not JSON", message, StringComparison.Ordinal);
        Assert.Contains(look, message, StringComparison.Ordinal);
        Assert.Contains("First bytes in hex: " + string.Join(' ', bytes.Take(16).Select(b => b.ToString("X2", null))), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":x}", "unexpected 'x', at byte 5")]
    [InlineData("[1,2", "it ends too early, at byte 4")]
    [InlineData("[\"\\q\"]", "unknown escape \\q, in the string that ends at byte 5")]
    public void Json_ThatIsBroken_SaysAtWhichByte(string json, string where) =>
        Assert.Contains(where, ErrorOf(json, isKey: false, schemas: false), StringComparison.Ordinal);

    [Fact]
    public void Json_ThatIsBroken_OfAKey_SaysSo() =>
        Assert.Contains("the key is not JSON", ErrorOf("[1,2", isKey: true, schemas: true), StringComparison.Ordinal);

    private static string ErrorOf(string json, bool isKey, bool schemas)
    {
        using var converter = Converter(isKey, schemas);
        var error = Assert.Throws<DataException>(() => converter.ToConnectData("t", null, new Payload(Encoding.UTF8.GetBytes(json))));
        return error.Message;
    }

    private static JsonConverter Converter(bool isKey, bool schemas)
    {
        var converter = new JsonConverter();
        converter.Configure(new Dictionary<string, string?> { ["schemas.enable"] = schemas ? "true" : "false" }, isKey);
        return converter;
    }
}
