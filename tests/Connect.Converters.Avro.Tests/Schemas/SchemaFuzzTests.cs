using System.Text;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Tests.Fuzzing;
using Connect.TestData.Fuzzing;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>Whatever text a registry gives for a schema, it is one or the parser says what is wrong, and so does the mapping.</summary>
public sealed class SchemaFuzzTests
{
    private static readonly IReadOnlyList<byte[]> Tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\ud83d", "\\u0000", "null", "true", "1e999", "-1", "2147483648", "{}", "[]", "/*",
            "\"type\":", "\"name\":", "\"namespace\":", "\"items\":", "\"values\":", "\"fields\":[", "\"symbols\":[", "\"size\":", "\"default\":",
            "\"aliases\":[", "\"order\":\"ignore\"", "\"logicalType\":\"decimal\"", "\"precision\":", "\"scale\":", "\"null\"", "\"int\"", "\"string\"",
            "\"bytes\"", "\"record\"", "\"enum\"", "\"fixed\"", "\"array\"", "\"map\"", "\"N0\"", "\"N1\"", "\"a.b.N1\"", "\"logicalType\":\"date\"",
            "\"logicalType\":\"timestamp-millis\"", "\"connect.parameters\":", "\"connect.version\":", "\"connect.default\":", "\"connect.name\":", "\"connect.type\":\"int8\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Text_Any_IsASchemaOrRefused() => Run(text =>
    {
        try
        {
            var schema = AvroSchemaParser.Parse(text);
            AvroSchemaText.ToText(schema);
            CanonicalForm.Of(schema);
        }
        catch (DataException e) when (e is not AvroSchemaException)
        {
            throw new FuzzException($"The parser has one exception of its own, and this is another: {e}");
        }
    });

    [Fact]
    public void SchemaOfARegistry_Any_IsMappedOrRefused() => Run(text =>
        new AvroData(new AvroDataSettings(new Dictionary<string, string?>())).PlanRead(AvroSchemaParser.Parse(text, SchemaChecks.None), null, 1));

    private static void Run(Action<string> read) => new Fuzz
    {
        Count = 100_000,
        Valid = [.. SchemaTexts.Valid.Generator.Sample(500, new Rnd((ulong)FuzzSeed.Value, 0x9E3779B97F4A7C15), 40).Select(Encoding.UTF8.GetBytes)],
        Tokens = Tokens,
        AllowedBytes = AvroFuzzTests.BytesOfASchema,
    }.Run(() => text => read(Encoding.UTF8.GetString(text)));
}
