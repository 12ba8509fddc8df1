using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.TestData;

namespace Connect.Converters.Json.Tests;

/// <summary>What is written is read back as it was.</summary>
public sealed class JsonRoundTripTests
{
    // JSON has no text for infinities that Connect reads back, and no minus zero.
    private static readonly ConnectShape Shape = ConnectShape.Everything with { SpecialFloats = false };

    // Keys of an object are texts whatever their schema's default is.
    private static readonly ConnectShape WithoutUnset = Shape with { UnsetDefaults = false };

    [Theory]
    [InlineData("BASE64", 1000)]
    [InlineData("NUMERIC", 1000)]
    [InlineData("BASE64", 0)]
    public void Envelope_AnyData_ComesBackWithDefaultsForNulls(string decimalFormat, int cacheSize)
    {
        using var converter = Converter(true, decimalFormat, true, cacheSize);
        Properties.Hold(ConnectData.Of(Shape), data => AssertSame(Defaults.InPlaceOfNulls(data), BackAndForth(converter, data)));
    }

    [Theory]
    [InlineData("BASE64")]
    [InlineData("NUMERIC")]
    public void Envelope_NullsAreNotReplaced_AnyDataComesBackAsItWas(string decimalFormat)
    {
        using var converter = Converter(true, decimalFormat, false, 1000);
        Properties.Hold(ConnectData.Of(WithoutUnset), data => AssertSame(data, BackAndForth(converter, data)));
    }

    [Fact]
    public void Envelope_WithoutSchema_JsonsOwnTypesComeBack()
    {
        using var converter = Converter(true, "BASE64", true, 1000);
        Properties.Hold(ConnectData.Schemaless(Shape, onlyJson: true), value =>
        {
            if (value is not null)
            {
                AssertSame(new SchemaAndValue(null, value), BackAndForth(converter, new SchemaAndValue(null, value)));
            }
        });
    }

    [Fact]
    public void Plain_JsonsOwnTypes_ComeBack()
    {
        using var converter = Converter(false, "BASE64", true, 1000);
        Properties.Hold(
            ConnectData.Schemaless(Shape, onlyJson: true),
            value => AssertSame(new SchemaAndValue(null, value), BackAndForth(converter, new SchemaAndValue(null, value))));
    }

    [Theory]
    [InlineData("BASE64")]
    [InlineData("NUMERIC")]
    public void Plain_DataWithSchema_ComesBackAsWhatItsJsonStandsFor(string decimalFormat)
    {
        using var converter = Converter(false, decimalFormat, true, 1000);
        Properties.Hold(ConnectData.Of(Shape), data =>
        {
            var once = BackAndForth(converter, data);
            AssertSame(new SchemaAndValue(null, JsonForm.Of(data, decimalFormat == "NUMERIC")), once);
        });
    }

    private static JsonConverter Converter(bool schemas, string decimalFormat, bool replaceNull, int cacheSize)
    {
        var converter = new JsonConverter();
        converter.Configure(
            new Dictionary<string, string?>
            {
                ["schemas.enable"] = schemas ? "true" : "false",
                ["decimal.format"] = decimalFormat,
                ["replace.null.with.default"] = replaceNull ? "true" : "false",
                ["schemas.cache.size"] = cacheSize.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
            isKey: false);
        return converter;
    }

    private static SchemaAndValue BackAndForth(JsonConverter converter, SchemaAndValue data)
    {
        var output = new ArrayBufferWriter<byte>();
        return converter.FromConnectData("t", null, data.Schema, data.Value, output)
            ? converter.ToConnectData("t", null, new Payload(output.WrittenSpan))
            : SchemaAndValue.Null;
    }

    private static void AssertSame(SchemaAndValue expected, SchemaAndValue actual)
    {
        Assert.Equal(expected.Schema, actual.Schema);
        if (expected != actual)
        {
            Assert.Fail($"expected {ConnectText.Of(expected.Value)}\ngot      {ConnectText.Of(actual.Value)}\nof       {expected.Schema}");
        }
    }
}
