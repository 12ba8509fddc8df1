using System.Buffers;
using System.Text.Json;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.TestVectors;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>The cases of the Avro vectors that need a registry, and a converter for one of them.</summary>
internal static class AvroVectors
{
    public const string TopicNames = "io.confluent.kafka.serializers.subject.TopicNameStrategy";

    private static readonly Lazy<JsonDocument> Data = new(() => Parse("avro-data.json"));
    private static readonly Lazy<JsonDocument> Http = new(() => Parse("schema-registry-http.json"));

    public static JsonElement HttpPart(string name) => Http.Value.RootElement.GetProperty(name);

    public static IEnumerable<object[]> Ids(string kind) => Data.Value.RootElement.GetProperty("cases").EnumerateArray()
        .Where(c => c.GetProperty("kind").GetString() == kind)
        .Select(c => new object[] { c.GetProperty("id").GetString()! });

    public static JsonElement Case(string id) =>
        Data.Value.RootElement.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);

    /// <summary>Settings, with a registry's URL.</summary>
    public static Dictionary<string, string?> Settings(JsonElement config, string url)
    {
        var settings = config.EnumerateObject().ToDictionary(
            p => p.Name,
            p => p.Value.ValueKind switch
            {
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => (string?)p.Value.ToString(),
            });
        settings["schema.registry.url"] = url;
        return settings;
    }

    public static byte[]? Write(this AvroConverter converter, string topic, Schema? schema, object? value, Headers? headers = null)
    {
        var output = new ArrayBufferWriter<byte>();
        return converter.FromConnectData(topic, headers, schema, value, output) ? output.WrittenSpan.ToArray() : null;
    }

    public static SchemaAndValue Read(this AvroConverter converter, string topic, byte[] bytes, Headers? headers = null) =>
        converter.ToConnectData(topic, headers, new Payload(bytes));

    /// <summary>The first difference between an expected value with its schema and an actual one; null for none.</summary>
    public static string? Difference(JsonElement expected, SchemaAndValue actual)
    {
        var schema = VectorComparer.Difference(expected.GetProperty("schema"), PlainWriter.WriteSchema(actual.Schema));
        return schema ?? VectorComparer.Difference(expected.GetProperty("value"), PlainWriter.WriteValue(actual.Value, actual.Schema));
    }

    private static JsonDocument Parse(string file)
    {
        using var stream = File.OpenRead(VectorFile.PathOf("tests", "vectors", file));
        return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 512 });
    }
}
