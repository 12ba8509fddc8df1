using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Registry.Mock;
using Connect.TestVectors;
using RegistrySchema = Confluent.SchemaRegistry.Schema;
using SchemaType = Confluent.SchemaRegistry.SchemaType;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>Framing and subjects are those of Confluent's converter, case by case.</summary>
public sealed class WireVectorTests
{
    public static IEnumerable<object[]> Decoded => AvroVectors.Ids("wire-decode");

    public static IEnumerable<object[]> Encoded => AvroVectors.Ids("wire-encode");

    public static IEnumerable<object[]> Subjects => AvroVectors.Ids("subject-name");

    [Theory]
    [MemberData(nameof(Decoded))]
    public void Payload_Read_IsAsConfluents(string id)
    {
        var vector = AvroVectors.Case(id);
        var (input, expected) = (vector.GetProperty("input"), vector.GetProperty("expected"));
        var (converter, mock) = Open(vector);
        using var _ = converter;
        if (input.TryGetProperty("registry", out var registered))
        {
            foreach (var schema in registered.EnumerateArray())
            {
                mock.Put(
                    schema.GetProperty("subject").GetString()!,
                    schema.GetProperty("version").GetInt32(),
                    schema.GetProperty("id").GetInt32(),
                    new RegistrySchema(schema.GetProperty("schema").GetString()!, SchemaType.Avro));
            }
        }

        SchemaAndValue Read() => converter.Read(TopicOf(vector), input.GetProperty("wire").GetBytesFromBase64(), HeadersOf(input));
        if (expected.TryGetProperty("error", out var error))
        {
            AssertFails(error, () => Read());
        }
        else
        {
            Assert.Null(AvroVectors.Difference(expected, Read()));
        }
    }

    [Theory]
    [MemberData(nameof(Encoded))]
    public void Payload_Written_IsAsConfluents(string id)
    {
        var vector = AvroVectors.Case(id);
        var (input, expected) = (vector.GetProperty("input"), vector.GetProperty("expected"));
        var (converter, mock) = Open(vector);
        using var _ = converter;
        mock.Put(
            TopicOf(vector) + "-value",
            1,
            input.GetProperty("registryId").GetInt32(),
            new RegistrySchema(input.GetProperty("registeredSchema").GetString()!, SchemaType.Avro));
        var schema = PlainReader.ReadSchema(input.GetProperty("schema"));
        var value = PlainReader.ReadValue(input.GetProperty("value"), schema);

        if (expected.TryGetProperty("error", out var error))
        {
            AssertFails(error, () => converter.Write(TopicOf(vector), schema, value));
        }
        else
        {
            var wire = expected.GetProperty("wire");
            Assert.Equal(wire.ValueKind == JsonValueKind.Null ? null : wire.GetBytesFromBase64(), converter.Write(TopicOf(vector), schema, value));
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Subject_OfData_IsAsConfluents(string id)
    {
        var vector = AvroVectors.Case(id);
        var (input, expected) = (vector.GetProperty("input"), vector.GetProperty("expected"));
        var schema = PlainReader.ReadSchema(input.GetProperty("schema"));
        var value = PlainReader.ReadValue(input.GetProperty("value"), schema);
        if (expected.TryGetProperty("error", out var error))
        {
            AssertFails(error, () =>
            {
                using var failing = Open(vector).Converter;
                failing.Write(TopicOf(vector), schema, value);
            });
            return;
        }

        var (converter, mock) = Open(vector);
        using var _ = converter;
        converter.Write(TopicOf(vector), schema, value);

        Assert.Equal(expected.GetProperty("subject").GetString() is { } subject ? [subject] : [], mock.Subjects);
    }

    private static string TopicOf(JsonElement vector) => vector.GetProperty("topic").GetString()!;

    private static (AvroConverter Converter, MockRegistry Mock) Open(JsonElement vector)
    {
        var name = Guid.NewGuid().ToString();
        var converter = new AvroConverter();
        converter.Configure(AvroVectors.Settings(vector.GetProperty("config"), "mock://" + name), vector.GetProperty("isKey").GetBoolean());
        return (converter, MockRegistry.Named(name));
    }

    private static Headers? HeadersOf(JsonElement input)
    {
        if (!input.TryGetProperty("headers", out var given) || given.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var headers = new Headers();
        foreach (var header in given.EnumerateArray())
        {
            var value = header.GetProperty("value");
            headers.Add(header.GetProperty("key").GetString()!, value.ValueKind == JsonValueKind.Null ? null : value.GetBytesFromBase64(), null);
        }

        return headers;
    }

    private static void AssertFails(JsonElement error, Action action)
    {
        var failure = Assert.ThrowsAny<ConnectException>(action);
        Assert.Equal(error.GetProperty("kind").GetString(), failure is DataException ? "data" : failure is ConfigException ? "config" : failure.GetType().Name);
    }
}
