using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Registry.Mock;
using Connect.Converters.Avro.Tests.Registry;
using Microsoft.Extensions.Time.Testing;
using RegistrySchema = Confluent.SchemaRegistry.Schema;
using SchemaType = Confluent.SchemaRegistry.SchemaType;

namespace Connect.Converters.Avro.Tests;

public sealed class AvroConverterTests
{
    private static readonly Schema Order = SchemaBuilder.Struct().Name("com.example.Order").Field("id", Schema.Int32).Build();

    private readonly string mock = "mock://" + Guid.NewGuid();
    private readonly FakeTimeProvider time = new();

    private MockRegistry Registry => MockRegistry.Named(mock["mock://".Length..]);

    [Fact]
    public void MockRegistry_OfAName_IsSharedByKeysAndValues()
    {
        using var key = Configure([], isKey: true);
        using var value = Configure([]);
        using var reader = Configure([]);

        Assert.Equal([0, 0, 0, 0, 1, 2, (byte)'k'], key.Write("t", Schema.String, "k"));
        var bytes = value.Write("t", Order, Make(7))!;
        Assert.Equal([0, 0, 0, 0, 2, 14], bytes);
        Assert.Equal([0, 0, 0, 0, 1, 2, (byte)'v'], value.Write("texts", Schema.String, "v"));
        Assert.Equal(7, ((Struct)reader.Read("t", bytes).Value!).Get("id"));
        Assert.Equal(["t-key", "t-value", "texts-value"], Registry.Subjects);
    }

    [Fact]
    public void Null_UnderASchemaThatAllowsIt_IsNoPayload()
    {
        using var converter = Configure([]);

        Assert.Null(converter.Write("t", null, null));
        Assert.Null(converter.Write("t", Schema.OptionalString, null));
        Assert.Throws<DataException>(() => converter.Write("t", Schema.String, null));
        Assert.Empty(Registry.Subjects);
        Assert.Equal(SchemaAndValue.Null, converter.ToConnectData("t", null, Payload.Null));
    }

    [Fact]
    public void Value_ThatDoesNotFit_LeavesNothingBehind()
    {
        using var converter = Configure([]);
        var output = new ArrayBufferWriter<byte>();

        Assert.Throws<DataException>(() => converter.FromConnectData("t", null, Schema.Int32, "text", output));
        converter.Write("t", Schema.Int32, 1);
        Assert.Throws<DataException>(() => converter.FromConnectData("u", null, Schema.Int32, "text", output));

        Assert.Equal(0, output.WrittenCount);
        Assert.Equal(["t-value"], Registry.Subjects);
    }

    [Fact]
    public void IdInAHeader_WrittenOnce_IsRead()
    {
        using var converter = Configure(new() { ["value.schema.id.serializer"] = "io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer" });
        var headers = new Headers();

        var bytes = converter.Write("t", Order, Make(7), headers)!;
        converter.Write("t", Order, Make(7), headers);

        Assert.Equal([14], bytes);
        var header = Assert.Single(headers);
        Assert.Equal(("__value_schema_id", 17, 1), (header.Key, ((byte[])header.Value!).Length, ((byte[])header.Value)[0]));
        Assert.Equal(7, ((Struct)converter.Read("t", bytes, headers).Value!).Get("id"));
        Assert.Equal(7, ((Struct)converter.Read("t", [.. (byte[])header.Value, .. bytes]).Value!).Get("id"));
    }

    [Fact]
    public void SchemaId_Given_IsWrittenAndReadWith()
    {
        Registry.Put("t-value", 1, 42, new RegistrySchema("""{"type":"record","name":"Order","namespace":"com.example","fields":[{"name":"id","type":"long"}]}""", SchemaType.Avro));
        using var converter = Configure(new()
        {
            ["auto.register.schemas"] = "false",
            ["use.schema.id"] = "42",
            ["value.schema.id.deserializer"] = "io.confluent.kafka.serializers.schema.id.ConfigSchemaIdDeserializer",
        });

        Assert.Equal([0, 0, 0, 0, 42, 14], converter.Write("t", Order, Make(7)));
        Assert.Equal(7L, ((Struct)converter.Read("t", [14]).Value!).Get("id"));
        Assert.Contains(
            "id.compatibility.strict",
            Assert.Throws<DataException>(() => converter.Write("t", Schema.String, "x")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void LatestVersion_OlderThanItsTime_IsAskedForAnew()
    {
        const string Text = """{"type":"record","name":"Order","namespace":"com.example","fields":[{"name":"id","type":"int"}],"doc":"N"}""";
        Registry.Put("t-value", 1, 1, new RegistrySchema(Text, SchemaType.Avro));
        using var converter = Configure(new()
        {
            ["auto.register.schemas"] = "false",
            ["use.latest.version"] = "true",
            ["latest.cache.ttl.sec"] = "60",
        });
        converter.Write("t", Order, Make(7));
        Registry.Put("t-value", 2, 2, new RegistrySchema(Text.Replace("\"N\"", "\"M\""), SchemaType.Avro));

        Assert.Equal([0, 0, 0, 0, 1, 14], converter.Write("t", Order, Make(7)));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal([0, 0, 0, 0, 2, 14], converter.Write("t", Order, Make(7)));
    }

    [Fact]
    public void TrailingBytes_Forbidden_AreCounted()
    {
        using var converter = Configure(new() { ["avro.fail.on.trailing.data"] = "true" });
        var bytes = converter.Write("t", Order, Make(7))!;

        var failure = Assert.Throws<DataException>(() => converter.Read("t", [.. bytes, 1, 2]));
        Assert.Contains("2 bytes are left", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Caches_OfMoreSchemasThanTheyHold_StillAnswer()
    {
        using var converter = Configure(new() { ["max.schemas.per.subject"] = "2" });
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 5; i++)
            {
                var schema = SchemaBuilder.Struct().Name("S" + i).Field("id", Schema.Int32).Build();
                var bytes = converter.Write("t", schema, new Struct(schema).Put("id", i))!;
                Assert.Equal(i + 1, bytes[4]);
                Assert.Equal(i, ((Struct)converter.Read("t", bytes).Value!).Get("id"));
            }
        }
    }

    [Fact]
    public void Record_AfterTheFirst_AllocatesItsResultOnly()
    {
        using var converter = Configure([]);
        var output = new ArrayBufferWriter<byte>(1024);
        var value = Make(7);
        void Write()
        {
            output.ResetWrittenCount();
            converter.FromConnectData("t", null, Order, value, output);
        }

        Write();
        var bytes = output.WrittenSpan.ToArray();
        converter.Read("t", bytes);
        Write();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Write();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Converter_NotConfigured_SaysSo()
    {
        using var converter = new AvroConverter();

        Assert.Contains("Configure", Assert.Throws<InvalidOperationException>(() => converter.Write("t", Schema.String, "x")).Message, StringComparison.Ordinal);
        Assert.Contains("Configure", Assert.Throws<InvalidOperationException>(() => converter.Read("t", [0])).Message, StringComparison.Ordinal);
    }

    private static Struct Make(int id) => new Struct(Order).Put("id", id);

    private AvroConverter Configure(Dictionary<string, string?> settings, bool isKey = false)
    {
        var converter = new AvroConverter(time);
        converter.Configure(new Dictionary<string, string?>(settings) { ["schema.registry.url"] = mock }, isKey);
        return converter;
    }
}
