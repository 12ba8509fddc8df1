using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Connect.Broker.Kafka.Clients;

/// <summary>librdkafka's <c>rd_kafka_message_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    public ErrorCode Error;
    public nint Topic;
    public int Partition;
    public byte* Value;
    public nuint ValueSize;
    public byte* Key;
    public nuint KeySize;
    public long Offset;
    public nint Opaque;
}

/// <summary>librdkafka's <c>rd_kafka_vu_t</c>: one typed argument of a call that produces.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct NativeProduceArgument
{
    public const int TopicType = 2;
    public const int PartitionType = 3;
    public const int ValueType = 4;
    public const int KeyType = 5;
    public const int OpaqueType = 6;
    public const int FlagsType = 7;
    public const int TimestampType = 8;
    public const int HeadersType = 10;

    [FieldOffset(0)]
    public int Type;

    [FieldOffset(8)]
    public nint Pointer;

    [FieldOffset(8)]
    public int Int32;

    [FieldOffset(8)]
    public long Int64;

    [FieldOffset(8)]
    public byte* Bytes;

    [FieldOffset(16)]
    public nuint Size;
}

/// <summary>librdkafka's <c>rd_kafka_topic_partition_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePartition
{
    public byte* Topic;
    public int Partition;
    public long Offset;
    public byte* Metadata;
    public nuint MetadataSize;
    public nint Opaque;
    public ErrorCode Error;
    public nint Private;
}

/// <summary>librdkafka's <c>rd_kafka_topic_partition_list_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePartitionList
{
    public int Count;
    public int Size;
    public NativePartition* Elements;
}
