using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Writing;

/// <summary>The writer's own thread: waits for librdkafka's delivery reports and tells the listeners.</summary>
internal sealed unsafe class DeliveryLoop
{
    private const int Chunk = 512;

    private readonly nint _queue;
    private readonly PendingRecords _pending;
    private readonly WriterRoom _room;
    private readonly string _servers;
    private readonly int[] _numbers = new int[Chunk];
    private volatile bool _stopping;
    private volatile bool _aborting;

    public DeliveryLoop(nint client, PendingRecords pending, WriterRoom room, string servers)
    {
        _queue = Librdkafka.MainQueue(client);
        _pending = pending;
        _room = room;
        _servers = servers;
        Ended = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends after <see cref="Stop"/>.</summary>
    public Task Ended { get; }

    /// <summary>Whether records that are purged are so because their transaction is being aborted.</summary>
    public bool Aborting
    {
        set => _aborting = value;
    }

    public void Stop()
    {
        _stopping = true;
        Librdkafka.QueueYield(_queue);
    }

    /// <summary>Settles what librdkafka will not report any more; after <see cref="Ended"/>.</summary>
    public void Abandon()
    {
        foreach (var number in _pending.Unsettled())
        {
            Settle(number, new BrokerException(
                BrokerErrorCode.Closed, $"The writer to {_servers} was closed before the record was delivered.", isRetriable: true));
        }

        Librdkafka.QueueDestroy(_queue);
    }

    private void Run()
    {
        var messages = new NativeMessage*[Chunk];
        while (!_stopping)
        {
            // Errors of the client are called back in here as well.
            var @event = Librdkafka.QueuePoll(_queue, 60_000);
            if (@event == 0)
            {
                continue;
            }

            try
            {
                if (Librdkafka.EventType(@event) == Librdkafka.DeliveryEvent)
                {
                    Deliver(@event, messages);
                }
            }
            finally
            {
                Librdkafka.EventDestroy(@event);
            }
        }
    }

    private void Deliver(nint @event, NativeMessage*[] messages)
    {
        BrokerException? error = null;
        var errorCode = ErrorCode.NoError;
        string? errorTopic = null;
        fixed (NativeMessage** array = messages)
        {
            while (true)
            {
                var count = (int)Librdkafka.EventMessages(@event, array, Chunk);
                if (count == 0)
                {
                    return;
                }

                long bytes = 0;
                for (var i = 0; i < count; i++)
                {
                    var message = array[i];
                    var number = (int)message->Opaque;
                    _numbers[i] = number;
                    ref var record = ref _pending.At(number);
                    bytes += record.Size;
                    var (tag, topic, listener) = (record.Tag, record.Topic, record.Listener!);
                    record = default;
                    if (message->Error == ErrorCode.NoError)
                    {
                        int type;
                        var timestamp = Librdkafka.MessageTimestamp(message, &type);
                        listener.OnDelivered(
                            tag, new TopicPartition(topic, message->Partition), Math.Max(message->Offset, -1), Math.Max(timestamp, -1));
                    }
                    else
                    {
                        if (error is null || message->Error != errorCode || topic != errorTopic)
                        {
                            (error, errorCode, errorTopic) = (ErrorOf(message->Error, topic), message->Error, topic);
                        }

                        listener.OnFailed(tag, topic, error);
                    }
                }

                _pending.Return(_numbers.AsSpan(0, count));
                _room.Settle(bytes, count);
            }
        }
    }

    private void Settle(int number, BrokerException error)
    {
        ref var record = ref _pending.At(number);
        var (tag, topic, listener, size) = (record.Tag, record.Topic, record.Listener!, record.Size);
        record = default;
        listener.OnFailed(tag, topic, error);
        _pending.Return([number]);
        _room.Settle(size, 1);
    }

    private BrokerException ErrorOf(ErrorCode code, string topic)
    {
        if (code is ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight)
        {
            return _aborting
                ? new BrokerException(
                    BrokerErrorCode.TransactionAborted, $"The transaction was aborted before the record for topic '{topic}' was delivered.")
                : new BrokerException(
                    BrokerErrorCode.Closed, $"The writer to {_servers} was closed before the record for topic '{topic}' was delivered.", true);
        }

        if (code is ErrorCode.MsgSizeTooLarge)
        {
            // Servers refuse a batch as a whole.
            return new BrokerException(
                BrokerErrorCode.RecordTooLarge,
                $"Topic '{topic}' at {_servers} refused a batch of records that is larger than its max.message.bytes: raise that, or lower "
                + "the producer's batch.size below it.");
        }

        return ErrorMapping.ToBroker(new Error(code), $"Writing to topic '{topic}' at {_servers} failed");
    }
}
