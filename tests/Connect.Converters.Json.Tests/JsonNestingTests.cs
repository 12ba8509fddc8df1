using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Json.Tests;

/// <summary>Depth is bounded, and costs time and memory in proportion to a message's length only.</summary>
public sealed class JsonNestingTests
{
    private const int FarTooDeep = 100_000;

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Data_NestedTooDeep_IsNotRead(string open, string close)
    {
        using var converter = Converter(schemas: false);
        Assert.NotNull(Read(converter, Nested(1000, open, "1", close)).Value);
        Assert.Contains("nested more than 1000 levels deep", ErrorOf(converter, Nested(1001, open, "1", close)), StringComparison.Ordinal);
        Assert.Contains("nested more than 1000 levels deep", ErrorOf(converter, Nested(FarTooDeep, open, "1", close)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\"array\",\"items\":", "}")]
    [InlineData("{\"type\":\"map\",\"keys\":{\"type\":\"string\"},\"values\":", "}")]
    [InlineData("{\"type\":\"struct\",\"fields\":[{\"type\":\"array\",\"field\":\"f\",\"items\":", "}]}")]
    public void Schema_NestedTooDeep_IsNotRead(string open, string close)
    {
        using var converter = Converter(schemas: true);
        Assert.NotNull(Read(converter, Envelope(Nested(300, open, "{\"type\":\"int8\",\"optional\":true}", close), "null", optional: true)).Schema);
        Assert.Contains("nested more than 1000 levels deep", ErrorOf(converter, Envelope(Nested(FarTooDeep, open, "{\"type\":\"int8\"}", close), "[]")), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_NestedTooDeep_IsNotWritten()
    {
        object? list = 1L;
        object? map = 1L;
        for (var i = 0; i < FarTooDeep; i++)
        {
            list = new List<object?> { list };
            map = new ConnectMap(1) { ["a"] = map };
        }

        using var converter = Converter(schemas: false);
        Assert.Contains("nested more than 1000 levels", WriteErrorOf(converter, null, list), StringComparison.Ordinal);
        Assert.Contains("nested more than 1000 levels", WriteErrorOf(converter, null, map), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\"array\",\"items\":", "}")]
    [InlineData("{\"type\":\"array\",\"default\":[],\"items\":", "}")]
    [InlineData("{\"type\":\"struct\",\"fields\":[{\"field\":\"a\",\"type\":\"array\",\"default\":[],\"items\":", "}]}")]
    public void Schema_NestedDeep_CostsMemoryInProportionToItsLength(string open, string close)
    {
        // As large with a long text of escapes inside as without.
        var inside = "{\"type\":\"int8\",\"doc\":\"" + string.Concat(Enumerable.Repeat("\\u00e4", 20_000)) + "\"}";
        var message = Encoding.UTF8.GetBytes(Envelope(Nested(320, open, inside, close), "[]"));
        using var converter = Converter(schemas: true);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Record.Exception(() => converter.ToConnectData("t", null, new Payload(message)));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < 64L * message.Length, $"{allocated:N0} bytes for {message.Length:N0}");
    }

    [Fact]
    public void Struct_InsideOfItself_IsWrittenWithoutSchemaOnly()
    {
        var builder = SchemaBuilder.Struct().Name("Node");
        var schema = builder.Field("next", builder.Reference(optional: true)).Build();
        var value = new Struct(schema).Put("next", new Struct(schema.Field("next")!.Schema));
        using var plain = Converter(schemas: false);
        using var envelopes = Converter(schemas: true);
        var output = new ArrayBufferWriter<byte>();

        plain.FromConnectData("t", null, schema, value, output);

        Assert.Equal("{\"next\":{\"next\":null}}", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Contains("set schemas.enable=false", WriteErrorOf(envelopes, schema, value), StringComparison.Ordinal);
    }

    private static string Nested(int levels, string open, string inside, string close) =>
        string.Concat(Enumerable.Repeat(open, levels)) + inside + string.Concat(Enumerable.Repeat(close, levels));

    private static string Envelope(string schema, string payload, bool optional = false) =>
        "{\"schema\":" + (optional ? schema[..^1] + ",\"optional\":true}" : schema) + ",\"payload\":" + payload + "}";

    private static SchemaAndValue Read(JsonConverter converter, string json) =>
        converter.ToConnectData("t", null, new Payload(Encoding.UTF8.GetBytes(json)));

    private static string ErrorOf(JsonConverter converter, string json) => Assert.Throws<DataException>(() => Read(converter, json)).Message;

    private static string WriteErrorOf(JsonConverter converter, Schema? schema, object? value) =>
        Assert.Throws<DataException>(() => converter.FromConnectData("t", null, schema, value, new ArrayBufferWriter<byte>())).Message;

    private static JsonConverter Converter(bool schemas)
    {
        var converter = new JsonConverter();
        converter.Configure(new Dictionary<string, string?> { ["schemas.enable"] = schemas ? "true" : "false" }, isKey: false);
        return converter;
    }
}
