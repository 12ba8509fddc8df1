using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Pipeline.Tolerance;

namespace Connect.Pipeline.Conversion;

/// <summary>Turns source records into bytes for the log.</summary>
internal sealed class RecordWriter(ConverterSet converters, ToleranceOperator tolerance)
{
    // A buffer that one huge record has grown is not kept for ever.
    private const int LargestKeptBuffer = 1 << 20;

    private ArrayBufferWriter<byte> buffer = new(1024);

    // What converters see of a record without headers; another one is made where a converter has added some.
    private Headers noHeaders = new();

    public bool TryWrite(SourceRecord record, object? tag, out OutgoingRecord result)
    {
        result = default;
        if (noHeaders.Count > 0)
        {
            noHeaders = new Headers();
        }

        var headers = record.HasHeaders ? record.Headers : noHeaders;
        var writeKey = new PayloadStep(converters.Key, Stage.KeyConverter, record.Topic, headers, record.KeySchema, record.Key, buffer);
        if (!tolerance.TryRun<PayloadStep, byte[]?>(ref writeKey, out var key))
        {
            return false;
        }

        var writeValue = new PayloadStep(converters.Value, Stage.ValueConverter, record.Topic, headers, record.ValueSchema, record.Value, buffer);
        if (!tolerance.TryRun<PayloadStep, byte[]?>(ref writeValue, out var value))
        {
            return false;
        }

        LogHeader[]? outgoingHeaders = null;
        if (headers.Count > 0)
        {
            outgoingHeaders = new LogHeader[headers.Count];
            var next = 0;
            foreach (var header in headers)
            {
                var writeHeader = new HeaderStep(converters.Header, record.Topic, header.Key, header.Schema, header.Value, buffer);
                if (!tolerance.TryRun<HeaderStep, byte[]?>(ref writeHeader, out var bytes))
                {
                    return false;
                }

                outgoingHeaders[next++] = new LogHeader(header.Key, bytes is null ? null : (ReadOnlyMemory<byte>?)bytes);
            }
        }

        if (buffer.Capacity > LargestKeptBuffer)
        {
            buffer = new ArrayBufferWriter<byte>(1024);
        }

        result = new OutgoingRecord
        {
            Topic = record.Topic,
            Partition = record.KafkaPartition,
            Key = key,
            Value = value,
            Timestamp = record.Timestamp,
            Headers = outgoingHeaders,
            Tag = tag,
        };
        return true;
    }

    private readonly struct PayloadStep(
        NamedConverter<IConverter> converter,
        Stage stage,
        string topic,
        Headers headers,
        Schema? schema,
        object? value,
        ArrayBufferWriter<byte> buffer)
        : IStep<byte[]?>
    {
        public string ClassName => converter.ClassName;

        public Stage Stage => stage;

        public byte[]? Run()
        {
            buffer.ResetWrittenCount();
            return converter.Converter.FromConnectData(topic, headers, schema, value, buffer) ? buffer.WrittenSpan.ToArray() : null;
        }
    }

    private readonly struct HeaderStep(
        NamedConverter<IHeaderConverter> converter, string topic, string key, Schema? schema, object? value, ArrayBufferWriter<byte> buffer)
        : IStep<byte[]?>
    {
        public string ClassName => converter.ClassName;

        public Stage Stage => Stage.HeaderConverter;

        public byte[]? Run()
        {
            buffer.ResetWrittenCount();
            return converter.Converter.FromConnectHeader(topic, key, schema, value, buffer) ? buffer.WrittenSpan.ToArray() : null;
        }
    }
}
