using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Writing;
using Connect.TestVectors;

namespace Connect.Converters.Avro.Tests;

/// <summary>The mapping of schemas and data is that of Confluent's converter.</summary>
public sealed class AvroDataVectorTests
{
    // Two types of one name, which Java writes and can't read again, are refused.
    private static readonly string[] Refused = 
    [
        "c2a/struct/redefined-name", "c2a/struct/nested-with-own-name", "c2a/map/nested-nonstring", "c2a/map/two-different-nonstring-maps",
    ];

    private static readonly Dictionary<string, JsonElement> Cases = Load();

    public static IEnumerable<object[]> Ids => Cases
        .Where(c => c.Value.GetProperty("kind").GetString() is "connect-to-avro" or "avro-to-connect" && !Refused.Contains(c.Key))
        .Select(c => new object[] { c.Key });

    public static IEnumerable<object[]> RefusedIds => Refused.Select(id => new object[] { id });

    [Theory]
    [MemberData(nameof(Ids), DisableDiscoveryEnumeration = true)]
    public void Data_Map_DoesAsConfluents(string id)
    {
        var vector = Cases[id];
        var data = new AvroData(SettingsOf(vector));
        var expected = vector.GetProperty("expected");
        var fails = expected.TryGetProperty("error", out _);
        string? difference = null;
        var failure = Record.Exception(() =>
        {
            difference = vector.GetProperty("kind").GetString() == "connect-to-avro" ? Write(data, vector) : Read(data, vector);
        });
        if (failure is not null)
        {
            Assert.True(fails && failure is DataException, $"{vector}\nfailed with {failure}");
            return;
        }

        Assert.False(fails, $"{vector}\ndid not fail");
        Assert.True(difference is null, $"{vector}\n{difference}");
    }

    [Theory]
    [MemberData(nameof(RefusedIds))]
    public void Schema_TwoTypesOfOneName_IsRefused(string id)
    {
        var vector = Cases[id];
        var schema = PlainReader.ReadSchema(vector.GetProperty("input").GetProperty("schema"));

        Assert.Throws<DataException>(() => new AvroData(SettingsOf(vector)).PlanWrite(schema));
    }

    private static string? Write(AvroData data, JsonElement vector)
    {
        var input = vector.GetProperty("input");
        var expected = vector.GetProperty("expected");
        var schema = PlainReader.ReadSchema(input.GetProperty("schema"));
        var value = PlainReader.ReadValue(input.GetProperty("value"), schema);
        var plan = data.PlanWrite(schema);
        if (!JsonNode.DeepEquals(JsonNode.Parse(expected.GetProperty("avroSchema").GetString()!), JsonNode.Parse(plan.SchemaText)))
        {
            return $"got {plan.SchemaText}";
        }

        if (expected.GetProperty("avroSchema").GetString() != plan.SchemaText)
        {
            return $"in another order: {plan.SchemaText}";
        }

        var output = new AvroOutput();
        var written = plan.Write(value, output);
        if (!written || !expected.TryGetProperty("binary", out var binary))
        {
            return written == expected.TryGetProperty("binary", out _) ? null : $"written: {written}";
        }

        var ordered = !(vector.TryGetProperty("mapOrderSensitive", out _) || expected.TryGetProperty("mapOrderSensitive", out _));
        if (ordered && binary.GetString() != Convert.ToBase64String(output.Written))
        {
            return $"got {Convert.ToBase64String(output.Written)}";
        }

        if (!expected.TryGetProperty("backToConnect", out var back))
        {
            return null;
        }

        var reader = data.PlanRead(AvroSchemaParser.Parse(plan.SchemaText, SchemaChecks.None), null, 1);
        return Difference(back, reader.Read(binary.GetBytesFromBase64(), out _)) ?? Difference(back, reader.Read(output.Written, out _));
    }

    private static string? Read(AvroData data, JsonElement vector)
    {
        var input = vector.GetProperty("input");
        var expected = vector.GetProperty("expected");
        var version = input.TryGetProperty("registryVersion", out var v) ? v.GetInt32() : (int?)null;
        var bytes = input.GetProperty("binary").GetBytesFromBase64();
        var actual = data.PlanRead(AvroSchemaParser.Parse(input.GetProperty("avroSchema").GetString()!), null, version).Read(bytes, out _);
        if (Difference(expected, actual) is { } difference)
        {
            return difference;
        }

        if (!expected.TryGetProperty("backToAvro", out var back) || !back.TryGetProperty("avroSchema", out var schema))
        {
            return null;
        }

        var plan = data.PlanWrite(actual.Schema);
        if (schema.GetString() != plan.SchemaText)
        {
            return $"back to {plan.SchemaText}";
        }

        var output = new AvroOutput();
        plan.Write(actual.Value, output);
        var same = output.Written.SequenceEqual(bytes);
        if (actual.Value is ConnectMap { Count: > 1 })
        {
            // Java writes the entries in the order of its hashes.
            return null;
        }

        return !back.TryGetProperty("sameBinary", out var sameBinary) || sameBinary.GetBoolean() == same
            ? null
            : $"back to the bytes {Convert.ToBase64String(output.Written)}";
    }

    private static string? Difference(JsonElement expected, SchemaAndValue actual)
    {
        if (expected.TryGetProperty("javaReturnedNull", out _))
        {
            return actual == SchemaAndValue.Null ? null : "expected nothing";
        }

        return VectorComparer.Difference(WithoutDefaultsSchemas(expected.GetProperty("schema")), PlainWriter.WriteSchema(actual.Schema))
            ?? VectorComparer.Difference(expected.GetProperty("value"), PlainWriter.WriteValue(actual.Value, actual.Schema));
    }

    // The struct that is a default is of the schema being made in Java, with the default itself; ours is of the schema without it.
    private static JsonElement WithoutDefaultsSchemas(JsonElement schema)
    {
        var node = JsonNode.Parse(schema.GetRawText());
        Remove(node);
        return JsonSerializer.SerializeToElement(node);

        static void Remove(JsonNode? node)
        {
            if (node is JsonArray elements)
            {
                foreach (var element in elements)
                {
                    Remove(element);
                }
            }
            else if (node is JsonObject members)
            {
                if (members["default"] is JsonObject standard && standard.ContainsKey("struct"))
                {
                    standard.Remove("schema");
                }

                foreach (var (_, member) in members)
                {
                    Remove(member);
                }
            }
        }
    }

    private static AvroDataSettings SettingsOf(JsonElement vector) => new(vector.GetProperty("config").EnumerateObject().ToDictionary(
        p => p.Name,
        p => (string?)(p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : p.Value.GetRawText()),
        StringComparer.Ordinal));

    private static Dictionary<string, JsonElement> Load()
    {
        using var stream = File.OpenRead(VectorFile.PathOf("tests", "vectors", "avro-data.json"));
        var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 512 });
        return document.RootElement.GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetString()!, c => c);
    }
}
