using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Connect.Broker.Kafka.Clients;

/// <summary>
/// The few functions of librdkafka that the way of a record calls itself. Clients are made, configured and closed by
/// Confluent.Kafka; its calls a record would cost an object or more each, and it has no way to wake a reader that waits.
/// </summary>
internal static unsafe partial class Librdkafka
{
    public const string Name = "librdkafka";

    /// <summary>librdkafka copies key and value.</summary>
    public const nint CopyFlag = 2;

    /// <summary>The configured events of a client: delivery reports.</summary>
    public const int DeliveryEvent = 1;

    /// <summary>Drop records that wait, and forget the ones on their way.</summary>
    public const int PurgeQueueAndInFlight = 1 | 2;

    static Librdkafka() => NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, NativeLibraryLoader.Resolve);

    /// <summary>The client's own handle; it stays open until it is released as often as it was acquired.</summary>
    public static SafeHandle HandleOf(IClient client) => (SafeHandle)GetLibrdkafkaHandle(client.Handle);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LibrdkafkaHandle")]
    [return: UnsafeAccessorType("Confluent.Kafka.Impl.SafeKafkaHandle, Confluent.Kafka")]
    private static extern object GetLibrdkafkaHandle(Handle handle);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TopicNew(nint client, string topic, nint configuration);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_destroy")]
    public static partial void TopicDestroy(nint topic);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_name")]
    public static partial nint TopicName(nint topic);

    [LibraryImport(Name, EntryPoint = "rd_kafka_last_error")]
    public static partial ErrorCode LastError();

    [LibraryImport(Name, EntryPoint = "rd_kafka_produceva")]
    public static partial nint Produce(nint client, NativeProduceArgument* arguments, nuint count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_headers_new")]
    public static partial nint HeadersNew(nuint count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_headers_destroy")]
    public static partial void HeadersDestroy(nint headers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_add")]
    public static partial ErrorCode HeaderAdd(nint headers, byte* name, nint nameSize, byte* value, nint valueSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_error_code")]
    public static partial ErrorCode ErrorCodeOf(nint error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_error_destroy")]
    public static partial void ErrorDestroy(nint error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_fatal_error")]
    public static partial ErrorCode FatalError(nint client, byte* text, nuint size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_purge")]
    public static partial ErrorCode Purge(nint client, int flags);

    [LibraryImport(Name, EntryPoint = "rd_kafka_flush")]
    public static partial ErrorCode Flush(nint client, int timeout);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_get_main")]
    public static partial nint MainQueue(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_get_consumer")]
    public static partial nint ConsumerQueue(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_new")]
    private static partial nint QueueNew(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_DescribeCluster")]
    private static partial void DescribeCluster(nint client, nint options, nint queue);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_destroy")]
    public static partial void QueueDestroy(nint queue);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_yield")]
    public static partial void QueueYield(nint queue);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_poll")]
    public static partial nint QueuePoll(nint queue, int timeout);

    [LibraryImport(Name, EntryPoint = "rd_kafka_event_type")]
    public static partial int EventType(nint @event);

    [LibraryImport(Name, EntryPoint = "rd_kafka_event_destroy")]
    public static partial void EventDestroy(nint @event);

    [LibraryImport(Name, EntryPoint = "rd_kafka_event_message_array")]
    public static partial nuint EventMessages(nint @event, NativeMessage** messages, nuint size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consume_batch_queue")]
    public static partial nint ConsumeBatch(nint queue, int timeout, NativeMessage** messages, nuint size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_destroy")]
    public static partial void MessageDestroy(NativeMessage* message);

    [SuppressGCTransition]
    [LibraryImport(Name, EntryPoint = "rd_kafka_message_timestamp")]
    public static partial long MessageTimestamp(NativeMessage* message, int* type);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_headers")]
    public static partial ErrorCode MessageHeaders(NativeMessage* message, nint* headers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_get_all")]
    public static partial ErrorCode HeaderGet(nint headers, nuint index, byte** name, byte** value, nuint* size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_cnt")]
    public static partial nuint HeaderCount(nint headers);

    /// <summary>
    /// Makes a new client find its servers at once. By itself it forgets the bootstrap server as soon as that has named the servers, and
    /// connects to one of these only half of <c>reconnect.backoff.ms</c> later, unless another request happened to come between.
    /// </summary>
    /// <remarks>A request that waits for a server to be up is such a request; nobody reads its answer.</remarks>
    /// <returns>The queue that the answer comes to; it has to live until the client is about to be closed, and to be destroyed then.</returns>
    public static nint Connect(nint client)
    {
        var queue = QueueNew(client);
        DescribeCluster(client, 0, queue);
        return queue;
    }

    /// <summary>The text of an error message that a reader or a delivery report holds.</summary>
    public static string TextOf(NativeMessage* message) =>
        message->Value is not null && message->ValueSize > 0
            ? System.Text.Encoding.UTF8.GetString(message->Value, (int)message->ValueSize).TrimEnd('\0')
            : message->Error.GetReason();

    /// <summary>The error that ended a client, when <see cref="Confluent.Kafka.ErrorCode.Local_Fatal"/> says that one did.</summary>
    public static Error FatalErrorOf(nint client)
    {
        const int Size = 512;
        var text = stackalloc byte[Size];
        var code = FatalError(client, text, Size);
        return new Error(code, Marshal.PtrToStringUTF8((nint)text) ?? "", isFatal: true);
    }
}
