using System.Text;
using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;

namespace Connect.Broker.Kafka.Writing;

/// <summary>Hands records over to librdkafka, which copies them. The writing thread only.</summary>
internal sealed unsafe class RecordEncoder : IDisposable
{
    private const int Arguments = 8;

    private readonly nint _client;
    private readonly Dictionary<string, nint> _topics = new(StringComparer.Ordinal);
    private readonly byte[] _empty = new byte[1];
    private string? _lastTopic;
    private nint _lastTopicHandle;

    public RecordEncoder(nint client) => _client = client;

    /// <summary>Hands one record over; its delivery report will carry the number.</summary>
    public ErrorCode Produce(in OutgoingRecord record, int number)
    {
        var topic = record.Topic.Equals(_lastTopic, StringComparison.Ordinal) ? _lastTopicHandle : Topic(record.Topic);
        if (topic == 0)
        {
            return ErrorCode.TopicException;
        }

        var headers = record.Headers is { Count: > 0 } list ? Headers(list) : 0;
        nint error;
        fixed (byte* key = Pinnable(record.Key), value = Pinnable(record.Value))
        {
            var arguments = stackalloc NativeProduceArgument[Arguments];
            arguments[0].Type = NativeProduceArgument.TopicType;
            arguments[0].Pointer = topic;
            arguments[1].Type = NativeProduceArgument.PartitionType;
            arguments[1].Int32 = record.Partition ?? Partition.Any.Value;
            arguments[2].Type = NativeProduceArgument.FlagsType;
            arguments[2].Int32 = (int)Librdkafka.CopyFlag;
            arguments[3].Type = NativeProduceArgument.ValueType;
            arguments[3].Bytes = value;
            arguments[3].Size = (nuint)(record.Value?.Length ?? 0);
            arguments[4].Type = NativeProduceArgument.KeyType;
            arguments[4].Bytes = key;
            arguments[4].Size = (nuint)(record.Key?.Length ?? 0);
            arguments[5].Type = NativeProduceArgument.TimestampType;
            arguments[5].Int64 = record.Timestamp ?? 0;
            arguments[6].Type = NativeProduceArgument.OpaqueType;
            arguments[6].Pointer = number;
            arguments[7].Type = NativeProduceArgument.HeadersType;
            arguments[7].Pointer = headers;
            error = Librdkafka.Produce(_client, arguments, headers == 0 ? Arguments - 1u : Arguments);
        }

        if (error == 0)
        {
            return ErrorCode.NoError;
        }

        var code = Librdkafka.ErrorCodeOf(error);
        Librdkafka.ErrorDestroy(error);
        if (headers != 0)
        {
            // Only a record that was taken takes its headers with it.
            Librdkafka.HeadersDestroy(headers);
        }

        return code;
    }

    public void Dispose()
    {
        foreach (var topic in _topics.Values)
        {
            Librdkafka.TopicDestroy(topic);
        }

        _topics.Clear();
        _lastTopic = null;
    }

    /// <summary>An empty array has no address, but means something else than null.</summary>
    private byte[]? Pinnable(byte[]? bytes) => bytes is { Length: 0 } ? _empty : bytes;

    private nint Topic(string name)
    {
        if (!_topics.TryGetValue(name, out var topic))
        {
            topic = Librdkafka.TopicNew(_client, name, 0);
            if (topic == 0)
            {
                return 0;
            }

            _topics.Add(name, topic);
        }

        _lastTopic = name;
        _lastTopicHandle = topic;
        return topic;
    }

    private nint Headers(IReadOnlyList<LogHeader> list)
    {
        var headers = Librdkafka.HeadersNew((nuint)list.Count);
        Span<byte> shortName = stackalloc byte[256];
        for (var i = 0; i < list.Count; i++)
        {
            var header = list[i];
            var size = Encoding.UTF8.GetByteCount(header.Key);
            var name = size <= shortName.Length ? shortName : new byte[size];
            Encoding.UTF8.GetBytes(header.Key, name);
            fixed (byte* namePointer = name, empty = _empty)
            {
                if (header.Value is { } value)
                {
                    fixed (byte* valuePointer = value.Span)
                    {
                        _ = Librdkafka.HeaderAdd(
                            headers, namePointer, size, value.IsEmpty ? empty : valuePointer, value.Length);
                    }
                }
                else
                {
                    _ = Librdkafka.HeaderAdd(headers, namePointer, size, null, 0);
                }
            }
        }

        return headers;
    }
}
