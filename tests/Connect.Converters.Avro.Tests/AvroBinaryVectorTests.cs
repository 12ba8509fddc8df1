using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Writing;
using Connect.TestVectors;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Tests;

/// <summary>
/// What the plans write and read is what Java's Avro does. Each value is the only field of a record, which adds no byte: a payload that
/// is null or bytes is not Avro's.
/// </summary>
public sealed class AvroBinaryVectorTests
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

    // Blocks that tell their size are read, but not written: a size is for readers that skip, and no converter of Confluent's writes one.
    public static IEnumerable<object[]> EncodeIds => VectorFile.Load("avro-binary").Cases
        .Where(c => c.Op == "encode" && !c.Text("encoder")!.StartsWith("blocking", StringComparison.Ordinal))
        .Select(c => new object[] { c.Id });

    // Java takes the ints of an array for doubles as they are, and runs out of bytes.
    public static IEnumerable<object[]> DecodeIds => VectorFile.Ids("avro-binary", "decode", "resolve").Where(id => (string)id[0] != "av-0754");

    public static IEnumerable<object[]> BlockIds => VectorFile.Load("avro-binary").Cases
        .Where(c => c.Op == "encode" && c.Text("encoder")!.StartsWith("blocking", StringComparison.Ordinal))
        .Select(c => new object[] { c.Id });

    [Theory]
    [MemberData(nameof(EncodeIds), DisableDiscoveryEnumeration = true)]
    public void Value_Encode_DoesAsJava(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        var output = new AvroOutput();
        var failure = Record.Exception(() =>
        {
            var avro = Wrap(vector.Text("schema")!);
            var data = new AvroData(Settings);
            var (schema, value) = Translate(vector["value"], avro, data);
            data.PlanWrite(schema, avro).Write(value, output);
        });
        if (failure is not null)
        {
            Assert.True(!vector.Ok && failure is DataException, $"{vector}\nfailed with {failure}");
            return;
        }

        Assert.True(vector.Ok, $"{vector}\ndid not fail");
        Assert.Equal(vector.Output.GetString(), Convert.ToBase64String(output.Written));
    }

    [Theory]
    [MemberData(nameof(DecodeIds), DisableDiscoveryEnumeration = true)]
    public void Bytes_Decode_DoesAsJava(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        JsonObject? actual = null;
        var failure = Record.Exception(() =>
        {
            var writer = Wrap(vector.Text("schema") ?? vector.Text("writer")!);
            var reader = vector.Text("reader") is { } text ? Wrap(text) : null;
            actual = Decode(writer, reader, vector["bytes"].GetBytesFromBase64());
        });
        if (failure is not null)
        {
            Assert.True(!vector.Ok && failure is DataException, $"{vector}\nfailed with {failure}");
            return;
        }

        Assert.True(vector.Ok, $"{vector}\ndid not fail: {actual}");
        var expected = GenericValues.WithShortestFloats(JsonNode.Parse(vector.Output.GetRawText()));
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{vector}\ngot {actual}");
    }

    [Theory]
    [MemberData(nameof(BlockIds), DisableDiscoveryEnumeration = true)]
    public void Blocks_WithSizes_AreRead(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];

        var actual = Decode(Wrap(vector.Text("schema")!), null, vector.Output.GetBytesFromBase64());

        var expected = JsonNode.Parse(vector["value"].GetRawText());
        Assert.True(SameValue(expected, actual["value"]), $"{vector}\ngot {actual}");
    }

    private static JsonObject Decode(AvroSchema writer, AvroSchema? reader, byte[] bytes)
    {
        var value = (Struct)new AvroData(Settings).PlanRead(writer, reader, null).Read(bytes, out var read).Value!;
        var field = ((global::Avro.RecordSchema)(reader ?? writer)).Fields[0].Schema;
        return new JsonObject
        {
            ["value"] = GenericValues.FromConnect(value.GetWithoutDefault(value.Schema.Fields[0]), field),
            ["left"] = bytes.Length - read,
        };
    }

    // The order of a map's entries is that in which they were written; the translation sorts them.
    private static bool SameValue(JsonNode? expected, JsonNode? actual)
    {
        if (expected is JsonObject { Count: 1 } map && map["map"] is JsonArray entries)
        {
            expected = new JsonObject
            {
                ["map"] = new JsonArray([.. entries.OrderBy(e => e![0]!.GetValue<string>(), StringComparer.Ordinal).Select(e => e!.DeepClone())]),
            };
        }

        return JsonNode.DeepEquals(expected, actual);
    }

    private static (Schema Schema, Struct Value) Translate(JsonElement value, AvroSchema avro, AvroData data)
    {
        var field = ((global::Avro.RecordSchema)avro).Fields[0].Schema;
        var own = field is global::Avro.PrimitiveSchema ? GenericValues.SchemaOf(value) : null;
        var schema = own is null
            ? data.PlanRead(avro, null, null).Schema!
            : SchemaBuilder.Struct().Name("Wrapper__").Field("f", own).Build();
        var result = new Struct(schema);
        var translated = GenericValues.ToConnect(value, field, schema.Fields[0].Schema);
        if (translated is not null)
        {
            result.Put(schema.Fields[0], translated);
        }

        return (schema, result);
    }

    private static AvroSchema Wrap(string schema) => AvroSchemaParser.Parse(
        "{\"type\":\"record\",\"name\":\"Wrapper__\",\"fields\":[{\"name\":\"f\",\"type\":" + schema + "}]}");
}
