using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>Conversions from and to arrays of bytes.</summary>
internal static class ConverterCalls
{
    public const string TopicNames = "io.confluent.kafka.serializers.subject.TopicNameStrategy";

    public static byte[]? Write(this AvroConverter converter, string topic, Schema? schema, object? value, Headers? headers = null)
    {
        var output = new ArrayBufferWriter<byte>();
        return converter.FromConnectData(topic, headers, schema, value, output) ? output.WrittenSpan.ToArray() : null;
    }

    public static SchemaAndValue Read(this AvroConverter converter, string topic, byte[] bytes, Headers? headers = null) =>
        converter.ToConnectData(topic, headers, new Payload(bytes));
}
