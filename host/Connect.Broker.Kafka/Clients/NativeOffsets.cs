using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using OffsetAndMetadata = Connect.Abi.Records.OffsetAndMetadata;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Clients;

/// <summary>
/// Committing and reading a group's offsets with the text beside them, which Confluent.Kafka leaves out. Owned by whoever calls: the
/// client must stay open meanwhile.
/// </summary>
internal static unsafe partial class NativeOffsets
{
    /// <summary>Commits and waits for the answer.</summary>
    /// <returns>The first error there is.</returns>
    public static ErrorCode Commit(
        nint client, IReadOnlyCollection<KeyValuePair<TopicPartition, OffsetAndMetadata>> offsets, TimeSpan timeout)
    {
        var list = ListNew(offsets.Count);
        var queue = QueueNew(client);
        nint answer = 0;
        try
        {
            foreach (var (partition, offset) in offsets)
            {
                var element = ListAdd(list, partition.Topic, partition.Partition);
                element->Offset = offset.Offset;
                SetMetadata(client, element, offset.Metadata);
            }

            var error = CommitQueue(client, list, queue, 0, 0);
            if (error != ErrorCode.NoError)
            {
                return error;
            }

            answer = Librdkafka.QueuePoll(queue, Milliseconds(timeout));
            if (answer == 0)
            {
                return ErrorCode.Local_TimedOut;
            }

            error = EventError(answer);
            return error != ErrorCode.NoError ? error : FirstError(EventPartitions(answer));
        }
        finally
        {
            if (answer != 0)
            {
                Librdkafka.EventDestroy(answer);
            }

            Librdkafka.QueueDestroy(queue);
            ListDestroy(list);
        }
    }

    /// <summary>Reads committed offsets.</summary>
    /// <returns>The first error there is.</returns>
    public static ErrorCode Committed(
        nint client, IEnumerable<TopicPartition> partitions, TimeSpan timeout, Dictionary<TopicPartition, OffsetAndMetadata> found)
    {
        var list = ListNew(4);
        try
        {
            foreach (var partition in partitions)
            {
                ListAdd(list, partition.Topic, partition.Partition);
            }

            var error = Committed(client, list, Milliseconds(timeout));
            error = error != ErrorCode.NoError ? error : FirstError(list);
            for (var i = 0; error == ErrorCode.NoError && i < list->Count; i++)
            {
                ref var element = ref list->Elements[i];
                if (element.Offset >= 0)
                {
                    found[new TopicPartition(Marshal.PtrToStringUTF8((nint)element.Topic) ?? "", element.Partition)] =
                        new OffsetAndMetadata(
                            element.Offset,
                            element.Metadata is null ? "" : Encoding.UTF8.GetString(element.Metadata, (int)element.MetadataSize));
                }
            }

            return error;
        }
        finally
        {
            ListDestroy(list);
        }
    }

    private static int Milliseconds(TimeSpan timeout) => (int)Math.Min(Math.Ceiling(timeout.TotalMilliseconds), int.MaxValue);

    private static ErrorCode FirstError(NativePartitionList* list)
    {
        for (var i = 0; list is not null && i < list->Count; i++)
        {
            if (list->Elements[i].Error != ErrorCode.NoError)
            {
                return list->Elements[i].Error;
            }
        }

        return ErrorCode.NoError;
    }

    private static void SetMetadata(nint client, NativePartition* element, string metadata)
    {
        var size = Encoding.UTF8.GetByteCount(metadata);
        if (size > 0)
        {
            // The list frees it.
            element->Metadata = (byte*)Allocate(client, (nuint)size);
            element->MetadataSize = (nuint)Encoding.UTF8.GetBytes(metadata, new Span<byte>(element->Metadata, size));
        }
    }

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_mem_malloc")]
    private static partial nint Allocate(nint client, nuint size);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_queue_new")]
    private static partial nint QueueNew(nint client);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_commit_queue")]
    private static partial ErrorCode CommitQueue(nint client, NativePartitionList* offsets, nint queue, nint callback, nint opaque);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_committed")]
    private static partial ErrorCode Committed(nint client, NativePartitionList* partitions, int timeout);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_event_error")]
    private static partial ErrorCode EventError(nint @event);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_event_topic_partition_list")]
    private static partial NativePartitionList* EventPartitions(nint @event);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_topic_partition_list_new")]
    private static partial NativePartitionList* ListNew(int size);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    private static partial void ListDestroy(NativePartitionList* list);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    private static partial NativePartition* ListAdd(NativePartitionList* list, string topic, int partition);
}
