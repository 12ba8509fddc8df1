using System.Buffers;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>Copies librdkafka's messages into a batch. The reader's thread only.</summary>
internal sealed unsafe class RecordDecoder(ReaderPositions positions)
{
    private readonly Dictionary<nint, string> _topics = [];
    private nint _lastTopic;
    private string _lastName = "";

    /// <summary>Forgets topics by their handles; to be called whenever the assignment changes, since handles live no longer.</summary>
    public void Forget()
    {
        _topics.Clear();
        _lastTopic = 0;
    }

    /// <summary>The topic of a message.</summary>
    public string TopicOf(NativeMessage* message)
    {
        if (message->Topic == _lastTopic && _lastTopic != 0)
        {
            return _lastName;
        }

        if (message->Topic == 0)
        {
            return "";
        }

        if (!_topics.TryGetValue(message->Topic, out var name))
        {
            name = Marshal.PtrToStringUTF8(Librdkafka.TopicName(message->Topic)) ?? "";
            _topics.Add(message->Topic, name);
        }

        (_lastTopic, _lastName) = (message->Topic, name);
        return name;
    }

    /// <summary>Makes a batch of the records that may be returned; null when none may be.</summary>
    public KafkaBatch? Decode(ReadOnlySpan<nint> messages, List<nint> errors)
    {
        long size = 0;
        foreach (var pointer in messages)
        {
            var message = (NativeMessage*)pointer;
            size += (long)message->ValueSize + (long)message->KeySize;
        }

        if (size > Array.MaxLength)
        {
            throw new BrokerException(
                BrokerErrorCode.RecordTooLarge, "The records of one poll are larger than 2 GiB together; lower max.poll.records.");
        }

        var bytes = ArrayPool<byte>.Shared.Rent((int)size);
        var records = ArrayPool<ConsumedRecord>.Shared.Rent(messages.Length);
        var (used, count) = (0, 0);
        var run = default(TopicPartition);
        var next = -1L;
        foreach (var pointer in messages)
        {
            var message = (NativeMessage*)pointer;
            if (message->Error != ErrorCode.NoError)
            {
                errors.Add(pointer);
                continue;
            }

            var topic = TopicOf(message);
            if (message->Partition != run.Partition || !ReferenceEquals(topic, run.Topic))
            {
                if (next >= 0)
                {
                    positions.Read(run, next);
                }

                (run, next) = (new TopicPartition(topic, message->Partition), -1);
            }

            if (!positions.MayRead(run, message->Offset))
            {
                continue;
            }

            records[count++] = Decode(message, run, bytes, ref used);
            next = message->Offset + 1;
        }

        if (next >= 0)
        {
            positions.Read(run, next);
        }

        if (count > 0)
        {
            return new KafkaBatch(records, count, bytes);
        }

        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<ConsumedRecord>.Shared.Return(records);
        return null;
    }

    private static ConsumedRecord Decode(NativeMessage* message, TopicPartition partition, byte[] bytes, ref int used)
    {
        int type;
        var timestamp = Librdkafka.MessageTimestamp(message, &type);
        nint headers = 0;
        return new ConsumedRecord
        {
            TopicPartition = partition,
            Offset = message->Offset,
            Timestamp = type == 0 ? -1 : timestamp,
            TimestampType = type switch
            {
                1 => LogTimestampType.CreateTime,
                2 => LogTimestampType.LogAppendTime,
                _ => LogTimestampType.NoTimestamp,
            },
            Key = Copy(message->Key, message->KeySize, bytes, ref used),
            Value = Copy(message->Value, message->ValueSize, bytes, ref used),
            Headers = Librdkafka.MessageHeaders(message, &headers) == ErrorCode.NoError ? Headers(headers) : null,
        };
    }

    private static ReadOnlyMemory<byte>? Copy(byte* from, nuint size, byte[] bytes, ref int used)
    {
        if (from is null)
        {
            return null;
        }

        var length = (int)size;
        new ReadOnlySpan<byte>(from, length).CopyTo(bytes.AsSpan(used));
        var memory = new ReadOnlyMemory<byte>(bytes, used, length);
        used += length;
        return memory;
    }

    private static LogHeader[]? Headers(nint headers)
    {
        var count = (int)Librdkafka.HeaderCount(headers);
        if (count == 0)
        {
            return null;
        }

        var list = new LogHeader[count];
        for (var i = 0; i < count; i++)
        {
            byte* name;
            byte* value;
            nuint size;
            _ = Librdkafka.HeaderGet(headers, (nuint)i, &name, &value, &size);
            list[i] = new LogHeader(
                Marshal.PtrToStringUTF8((nint)name) ?? "",
                value is null ? (ReadOnlyMemory<byte>?)null : new ReadOnlySpan<byte>(value, (int)size).ToArray());
        }

        return list;
    }
}
