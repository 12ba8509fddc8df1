using System.Text.Json;
using Connect.Converters.Avro.Schemas;
using Connect.TestVectors;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>Schemas are read, refused and written as by Java's parser.</summary>
public sealed class AvroSchemaParserVectorTests
{
    // The converter may write a namespace that no parser of Avro's takes.
    private const string NotParsed = "c2a/names/debezium/record-scrub-off";

    private static readonly Lazy<Dictionary<string, string>> DataSchemas = new(ReadDataSchemas);

    public static IEnumerable<object[]> ParseIds => VectorFile.Ids("avro-binary", "parse");

    public static IEnumerable<object[]> DataIds => DataSchemas.Value.Keys.Select(id => new object[] { id });

    [Theory]
    [MemberData(nameof(ParseIds), DisableDiscoveryEnumeration = true)]
    public void Schema_Parse_DoesAsJava(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        var text = vector.Text("schema")!;
        if (!vector.Ok)
        {
            Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(text));
            return;
        }

        var schema = AvroSchemaParser.Parse(text);
        Assert.Equal(vector.Output.GetProperty("toString").GetString(), AvroSchemaText.ToText(schema));
        var expected = vector.Output.GetProperty("logicalType").GetString();
        Assert.Equal(expected is null, LogicalTypes.Of(schema) == LogicalType.None);
        Assert.Equal(expected, expected is null ? null : LogicalTypes.NameOf(schema));
    }

    [Theory]
    [MemberData(nameof(DataIds), DisableDiscoveryEnumeration = true)]
    public void SchemaOfTheConverter_ParseAndWrite_KeepsItsText(string id)
    {
        var text = DataSchemas.Value[id];
        if (id.StartsWith(NotParsed, StringComparison.Ordinal))
        {
            Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(text));
            return;
        }

        var written = AvroSchemaText.ToText(AvroSchemaParser.Parse(text));
        if (id.EndsWith("expected", StringComparison.Ordinal))
        {
            Assert.Equal(text, written);
        }

        Assert.Equal(written, AvroSchemaText.ToText(AvroSchemaParser.Parse(written)));
    }

    private static Dictionary<string, string> ReadDataSchemas()
    {
        var schemas = new Dictionary<string, string>(StringComparer.Ordinal);
        using var file = JsonDocument.Parse(File.ReadAllBytes(VectorFile.PathOf("tests", "vectors", "avro-data.json")));
        foreach (var item in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            foreach (var part in new[] { "input", "expected" })
            {
                if (item.TryGetProperty(part, out var body) && body.ValueKind == JsonValueKind.Object
                    && body.TryGetProperty("avroSchema", out var schema) && schema.ValueKind == JsonValueKind.String)
                {
                    schemas.Add($"{item.GetProperty("id").GetString()} {part}", schema.GetString()!);
                }
            }
        }

        return schemas;
    }
}
