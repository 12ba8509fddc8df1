using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using Connect.TestVectors;
using Connect.Vectors.Plugins;
using Connect.Vectors.Registry;

namespace Connect.Vectors.Subjects;

/// <summary>The mapping of schemas and data between Connect and Avro: what the converter registers and writes, and what it reads.</summary>
internal sealed class AvroMappingCases(HostPlugins plugins)
{
    private const int Id = 1;
    private const int FrameLength = 5;

    /// <summary>From Connect to Avro, and back.</summary>
    public string? Write(VectorCase vector) => Run(vector, (converter, registry) =>
    {
        var schema = PlainReader.ReadSchema(vector["input"].GetProperty("schema"));
        var value = PlainReader.ReadValue(vector["input"].GetProperty("value"), schema);
        var expected = vector["expected"];
        var wire = converter.Write(TopicOf(vector), schema, value);
        if (wire is null || !expected.TryGetProperty("binary", out var binary))
        {
            return wire is null && expected.TryGetProperty("bytes", out _) && registry.Registrations.Count == 0 ? null
                : $"expected {(expected.TryGetProperty("bytes", out _) ? "no payload and no schema" : "a payload")}, got"
                    + $" {(wire is null ? "none" : Convert.ToBase64String(wire))} and {registry.Registrations.Count} schemas";
        }

        return SchemaDifference(expected, registry.Registrations.Single())
            ?? (IsInHashOrder(vector) ? null : ConfluentOutcome.Difference(binary, wire[FrameLength..]))
            ?? BackDifference(expected, "backToConnect", back => ConfluentOutcome.Difference(WithoutDefaultsSchemas(back), converter.Read(TopicOf(vector), wire))
                ?? ConfluentOutcome.Difference(
                    WithoutDefaultsSchemas(back), converter.Read(TopicOf(vector), AvroConverters.Frame(Id, binary.GetBytesFromBase64()))));
    });

    /// <summary>From Avro to Connect, and back.</summary>
    public string? Read(VectorCase vector) => Run(vector, (converter, registry) =>
    {
        var input = vector["input"];
        var expected = vector["expected"];
        registry.Add(null, input.GetProperty("registryVersion").GetInt32(), Id, input.GetProperty("avroSchema").GetString()!);
        var bytes = input.GetProperty("binary").GetBytesFromBase64();
        var actual = converter.Read(TopicOf(vector), AvroConverters.Frame(Id, bytes));
        if (expected.TryGetProperty("javaReturnedNull", out _))
        {
            return actual == SchemaAndValue.Null ? null : $"expected neither schema nor value, got {PlainWriter.WriteSchema(actual.Schema)}";
        }

        return ConfluentOutcome.Difference(WithoutDefaultsSchemas(expected), actual)
            ?? BackDifference(expected, "backToAvro", back => Use(vector, (writer, empty) => WrittenBackDifference(
                back, bytes, actual.Value is ConnectMap { Count: > 1 }, writer.Write(TopicOf(vector), actual.Schema, actual.Value), empty)));
    });

    private string? Run(VectorCase vector, Func<IConverter, RegistryContent, string?> use) => ConfluentOutcome.Of(vector["expected"], () => Use(vector, use));

    private string? Use(VectorCase vector, Func<IConverter, RegistryContent, string?> use)
    {
        using var registry = new RegistryContent();
        return plugins.UseAvro(
            AvroConverters.SettingsOf(vector.Body, registry.Url), vector["isKey"].GetBoolean(), converter => use(converter, registry));
    }

    private static string? WrittenBackDifference(JsonElement expected, byte[] read, bool inHashOrder, byte[]? wire, RegistryContent registry)
    {
        if (wire is null)
        {
            return expected.TryGetProperty("bytes", out _) ? null : "expected a payload back, got none";
        }

        var data = wire[FrameLength..];
        return expected.TryGetProperty("avroSchema", out var schema)
            && TextDifference(schema.GetString()!, registry.Registrations.Single().Schema) is { } difference ? difference
            : inHashOrder || !expected.TryGetProperty("sameBinary", out var same) || same.GetBoolean() == data.AsSpan().SequenceEqual(read) ? null
            : $"expected {(same.GetBoolean() ? "the same" : "other")} bytes back, got {Convert.ToBase64String(data)}";
    }

    private static string? SchemaDifference(JsonElement expected, (string Subject, string Schema) registered)
    {
        if (TextDifference(expected.GetProperty("avroSchema").GetString()!, registered.Schema) is { } difference)
        {
            return difference;
        }

        if (registered.Subject != expected.GetProperty("subject").GetString())
        {
            return $"expected the subject {expected.GetProperty("subject")}, got {registered.Subject}";
        }

        // What Avro derives from a schema; there are some that the converter writes, and no parser takes.
        var parsed = AvroSchemaParser.Parse(registered.Schema, SchemaChecks.None);
        var canonical = CanonicalForm.Of(parsed);
        var fingerprint = Fingerprint.Crc64(parsed).ToString("x");
        return canonical != expected.GetProperty("parsingCanonicalForm").GetString()
            ? $"expected the canonical form {expected.GetProperty("parsingCanonicalForm")}, got {canonical}"
            : fingerprint != expected.GetProperty("fingerprintCrc64Avro").GetString()
                ? $"expected the fingerprint {expected.GetProperty("fingerprintCrc64Avro")}, got {fingerprint}"
                : null;
    }

    private static string? TextDifference(string expected, string actual) => expected == actual ? null : $"expected the schema {expected}, got {actual}";

    // The way back may fail where the way there does not.
    private static string? BackDifference(JsonElement expected, string name, Func<JsonElement, string?> run)
    {
        if (expected.TryGetProperty(name, out var back))
        {
            return run(back);
        }

        if (!expected.TryGetProperty(name + "Error", out var error))
        {
            return null;
        }

        try
        {
            run(expected);
        }
        catch (ConnectException)
        {
            return null;
        }

        return $"expected that the way back fails ({error.GetProperty("kind")}), got success";
    }

    // Java writes the entries of a map in the order of its hashes.
    private static bool IsInHashOrder(VectorCase vector) => vector.Has("mapOrderSensitive") || vector["expected"].TryGetProperty("mapOrderSensitive", out _);

    private static string TopicOf(VectorCase vector) => vector.Text("topic")!;

    // The struct that is a default is of the schema being made in Java, with the default itself; ours is of the schema without it.
    private static JsonElement WithoutDefaultsSchemas(JsonElement expected)
    {
        var node = JsonNode.Parse(expected.GetRawText());
        Remove(node?["schema"]);
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
}
