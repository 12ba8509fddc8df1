using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.TestData;
using Connect.TestData.Fuzzing;
using FsCheck.Fluent;

namespace Connect.Converters.Json.Tests;

/// <summary>No bytes do anything but give a value or a DataException.</summary>
public sealed class JsonFuzzTests
{
    private static readonly ConnectShape Shape = ConnectShape.Everything with { SpecialFloats = false, LoneSurrogates = true };

    [Fact]
    public void Envelope_AnyBytes_GiveAValueOrADataException() => Run(
        new() { ["schemas.enable"] = "true" },
        Payloads.Written(Converter(new() { ["schemas.enable"] = "true" }), ConnectData.Of(Shape).Generator));

    [Fact]
    public void Plain_AnyBytes_GiveAValueOrADataException() => Run(
        new() { ["schemas.enable"] = "false" },
        Payloads.Written(
            Converter(new() { ["schemas.enable"] = "false" }),
            ConnectData.Schemaless(Shape, onlyJson: false).Generator.Select(value => new SchemaAndValue(null, value))));

    private static void Run(Dictionary<string, string?> settings, IReadOnlyList<byte[]> valid) => new Fuzz
    {
        Valid = valid,
        Tokens = Payloads.TextTokens,
    }.Run(() =>
    {
        var converter = Converter(settings);
        return payload => converter.ToConnectData("t", null, new Payload(payload));
    });

    private static JsonConverter Converter(Dictionary<string, string?> settings)
    {
        var converter = new JsonConverter();
        converter.Configure(settings, isKey: false);
        return converter;
    }
}
