using System.Text.Json;
using Connect.Converters.Avro.Schemas;
using Connect.TestVectors;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>Schemas that Confluent's converter writes are read, and written again as they were.</summary>
public sealed class AvroSchemaParserVectorTests
{
    // The converter may write a namespace that no parser of Avro's takes.
    private const string NotParsed = "c2a/names/debezium/record-scrub-off";

    private static readonly Lazy<Dictionary<string, string>> DataSchemas = new(ReadDataSchemas);

    public static IEnumerable<object[]> DataIds => DataSchemas.Value.Keys.Select(id => new object[] { id });

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
