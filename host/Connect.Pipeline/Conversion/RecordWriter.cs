using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
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

    // What the converters of keys and values see, and may add to: headers as they go into the log.
    private readonly Headers raw = new();

    public bool TryWrite(SourceRecord record, object? tag, out OutgoingRecord result)
    {
        result = default;
        if (!TryWriteHeaders(record))
        {
            return false;
        }

        var writeKey = new PayloadStep(converters.Key, Stage.KeyConverter, record.Topic, raw, record.KeySchema, record.Key, buffer);
        if (!tolerance.TryRun<PayloadStep, byte[]?>(ref writeKey, out var key))
        {
            return false;
        }

        var writeValue = new PayloadStep(converters.Value, Stage.ValueConverter, record.Topic, raw, record.ValueSchema, record.Value, buffer);
        if (!tolerance.TryRun<PayloadStep, byte[]?>(ref writeValue, out var value))
        {
            return false;
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
            Headers = Outgoing(),
            Tag = tag,
        };
        return true;
    }

    private bool TryWriteHeaders(SourceRecord record)
    {
        if (raw.Count > 0)
        {
            raw.Clear();
        }

        if (!record.HasHeaders)
        {
            return true;
        }

        foreach (var header in record.Headers)
        {
            var writeHeader = new HeaderStep(converters.Header, record.Topic, header.Key, header.Schema, header.Value, buffer);
            if (!tolerance.TryRun<HeaderStep, byte[]?>(ref writeHeader, out var bytes))
            {
                return false;
            }

            raw.Add(header.Key, bytes, null);
        }

        return true;
    }

    private LogHeader[]? Outgoing()
    {
        if (raw.Count == 0)
        {
            return null;
        }

        var outgoing = new LogHeader[raw.Count];
        for (var i = 0; i < outgoing.Length; i++)
        {
            var header = raw[i];
            outgoing[i] = new LogHeader(header.Key, header.Value switch
            {
                // The casts matter: a null array would become empty memory.
                null => (ReadOnlyMemory<byte>?)null,
                byte[] bytes => (ReadOnlyMemory<byte>?)bytes,
                ReadOnlyMemory<byte> memory => (ReadOnlyMemory<byte>?)memory,
                var other => throw new DataException(
                    $"The header {header.Key} that a converter added is a {other.GetType()}; what goes into the log are bytes"),
            });
        }

        return outgoing;
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

        public string? Header => null;

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

        public string? Header => key;

        public byte[]? Run()
        {
            buffer.ResetWrittenCount();
            return converter.Converter.FromConnectHeader(topic, key, schema, value, buffer) ? buffer.WrittenSpan.ToArray() : null;
        }
    }
}
