using System.Diagnostics.CodeAnalysis;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Pipeline.Tolerance;

namespace Connect.Pipeline.Conversion;

/// <summary>Turns consumed bytes into sink records.</summary>
internal sealed class RecordReader(ConverterSet converters, ToleranceOperator tolerance, bool keepRaw)
{
    // What the converters of keys and values see: headers as they came, and not what the header converter makes of them.
    private readonly Headers raw = new();

    public bool TryRead(in ConsumedRecord record, [MaybeNullWhen(false)] out SinkRecord result)
    {
        result = null;
        var rawHeaders = RawOf(record);
        var readKey = new PayloadStep(converters.Key, Stage.KeyConverter, record.TopicPartition.Topic, rawHeaders, record.Key);
        if (!tolerance.TryRun<PayloadStep, SchemaAndValue>(ref readKey, out var key))
        {
            return false;
        }

        var readValue = new PayloadStep(converters.Value, Stage.ValueConverter, record.TopicPartition.Topic, rawHeaders, record.Value);
        if (!tolerance.TryRun<PayloadStep, SchemaAndValue>(ref readValue, out var value))
        {
            return false;
        }

        Headers? headers = null;
        if (record.Headers is { Count: > 0 } given)
        {
            headers = new Headers();
            foreach (var header in given)
            {
                var readHeader = new HeaderStep(converters.Header, record.TopicPartition.Topic, header);
                if (!tolerance.TryRun<HeaderStep, SchemaAndValue>(ref readHeader, out var converted))
                {
                    return false;
                }

                headers.Add(header.Key, converted);
            }
        }

        result = new SinkRecord(
            record.TopicPartition.Topic,
            record.TopicPartition.Partition,
            key.Schema,
            key.Value,
            value.Schema,
            value.Value,
            record.Offset,
            record.Timestamp >= 0 ? record.Timestamp : null,
            (TimestampType)record.TimestampType,
            headers,
            keepRaw ? Copy(record) : null);
        return true;
    }

    private Headers? RawOf(in ConsumedRecord record)
    {
        if (record.Headers is not { Count: > 0 } given)
        {
            return null;
        }

        raw.Clear();
        foreach (var header in given)
        {
            raw.Add(header.Key, header.Value, null);
        }

        return raw;
    }

    private static RawRecord Copy(in ConsumedRecord record)
    {
        var headers = record.Headers is { Count: > 0 } given ? new List<KeyValuePair<string, ReadOnlyMemory<byte>?>>(given.Count) : null;
        if (headers is not null)
        {
            foreach (var header in record.Headers!)
            {
                headers.Add(new(header.Key, Copy(header.Value)));
            }
        }

        return new RawRecord(Copy(record.Key), Copy(record.Value), headers ?? (IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>?>>)[]);
    }

    // The cast matters: a null array would become empty memory.
    private static ReadOnlyMemory<byte>? Copy(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? (ReadOnlyMemory<byte>?)some.ToArray() : null;

    private readonly struct PayloadStep(
        NamedConverter<IConverter> converter, Stage stage, string topic, Headers? headers, ReadOnlyMemory<byte>? bytes)
        : IStep<SchemaAndValue>
    {
        public string ClassName => converter.ClassName;

        public Stage Stage => stage;

        public string? Header => null;

        public SchemaAndValue Run() => converter.Converter.ToConnectData(topic, headers, new Payload(bytes));
    }

    private readonly struct HeaderStep(NamedConverter<IHeaderConverter> converter, string topic, LogHeader header) : IStep<SchemaAndValue>
    {
        public string ClassName => converter.ClassName;

        public Stage Stage => Stage.HeaderConverter;

        public string? Header => header.Key;

        public SchemaAndValue Run() => converter.Converter.ToConnectHeader(topic, header.Key, new Payload(header.Value));
    }
}
