using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Converters.Avro;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Writing;
using Connect.TestVectors;
using AvroSchema = Avro.Schema;

namespace Connect.Vectors.Subjects;

/// <summary>
/// Values and bytes, by the plans that the converter uses. Each value is the only field of a record, which adds no byte: a payload that is
/// null or bytes is not Avro's.
/// </summary>
internal static class AvroCodecCases
{
    private static readonly AvroDataSettings Settings = new(new Dictionary<string, string?>
    {
        [AvroDataSettings.EnhancedName] = "true",
        [AvroDataSettings.FlattenSingletonUnionsName] = "false",
        [AvroDataSettings.ConnectMetaDataName] = "false",
    })
    {
        OwnTypesOnly = true,
    };

    public static string? Encode(VectorCase vector) => vector.Ok && vector.Text("encoder")!.StartsWith("blocking", StringComparison.Ordinal)
        ? ReadBlocks(vector)
        : VectorOutcome.Of(vector, () =>
        {
            var output = new AvroOutput();
            var avro = Wrap(vector.Text("schema")!);
            var data = new AvroData(Settings);
            var (schema, value) = Translate(vector["value"], avro, data);
            data.PlanWrite(schema, avro).Write(value, output);
            return JsonValue.Create(Convert.ToBase64String(output.Written));
        });

    public static string? Decode(VectorCase vector)
    {
        return VectorOutcome.Of(vector, Read, Difference, VectorOutcome.Text);

        JsonNode? Read()
        {
            var writer = Wrap(vector.Text("schema") ?? vector.Text("writer")!);
            var reader = vector.Text("reader") is { } text ? Wrap(text) : null;
            return Decode(writer, reader, vector["bytes"].GetBytesFromBase64());
        }

        static string? Difference(VectorCase vector, JsonNode? actual)
        {
            var expected = AvroValues.WithShortestFloats(JsonNode.Parse(vector.Output.GetRawText()));
            return JsonNode.DeepEquals(expected, actual) ? null : $"expected {expected?.ToJsonString()}, got {actual?.ToJsonString()}";
        }
    }

    /// <summary>
    /// Blocks that tell their size are read, but not written: a size is for readers that skip, and no converter of Confluent's writes one.
    /// </summary>
    private static string? ReadBlocks(VectorCase vector)
    {
        var actual = Decode(Wrap(vector.Text("schema")!), null, vector.Output.GetBytesFromBase64())["value"];
        var expected = AvroValues.WithShortestFloats(AvroValues.WithSortedMap(JsonNode.Parse(vector["value"].GetRawText())));
        return JsonNode.DeepEquals(expected, actual) ? null : $"expected {expected?.ToJsonString()}, got {actual?.ToJsonString()}";
    }

    private static JsonObject Decode(AvroSchema writer, AvroSchema? reader, byte[] bytes)
    {
        var value = (Struct)new AvroData(Settings).PlanRead(writer, reader, null).Read(bytes, out var read).Value!;
        var field = ((global::Avro.RecordSchema)(reader ?? writer)).Fields[0].Schema;
        return new JsonObject
        {
            ["value"] = AvroValues.FromConnect(value.GetWithoutDefault(value.Schema.Fields[0]), field),
            ["left"] = bytes.Length - read,
        };
    }

    private static (Schema Schema, Struct Value) Translate(JsonElement value, AvroSchema avro, AvroData data)
    {
        var field = ((global::Avro.RecordSchema)avro).Fields[0].Schema;
        var own = field is global::Avro.PrimitiveSchema ? AvroValues.SchemaOf(value) : null;
        var schema = own is null
            ? data.PlanRead(avro, null, null).Schema!
            : SchemaBuilder.Struct().Name("Wrapper__").Field("f", own).Build();
        var result = new Struct(schema);
        var translated = AvroValues.ToConnect(value, field, schema.Fields[0].Schema);
        if (translated is not null)
        {
            result.Put(schema.Fields[0], translated);
        }

        return (schema, result);
    }

    private static AvroSchema Wrap(string schema) => AvroSchemaParser.Parse(
        "{\"type\":\"record\",\"name\":\"Wrapper__\",\"fields\":[{\"name\":\"f\",\"type\":" + schema + "}]}");
}
