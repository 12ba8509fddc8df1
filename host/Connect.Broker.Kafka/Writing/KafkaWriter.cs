using System.Runtime.InteropServices;
using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;

namespace Connect.Broker.Kafka.Writing;

/// <summary>A producer of librdkafka: one a source task, with one thread of its own for what is delivered.</summary>
internal sealed class KafkaWriter : IRecordWriter
{
    private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(5);

    private readonly MappedSettings _settings;
    private readonly TimeProvider _time;
    private readonly ClientLog _log;
    private readonly Action<KafkaWriter> _closed;
    private readonly IProducer<Null, Null> _producer;
    private readonly SafeHandle _handle;
    private readonly nint _client;
    private readonly nint _connecting;
    private readonly PendingRecords _pending = new();
    private readonly WriterRoom _room;
    private readonly RecordEncoder _encoder;
    private readonly DeliveryLoop _deliveries;
    private readonly Transactions? _transactions;
    private int _disposed;

    public KafkaWriter(MappedSettings settings, ClientLog log, TimeProvider time, Action<KafkaWriter> closed)
    {
        _settings = settings;
        _time = time;
        _log = log;
        _closed = closed;
        _room = new WriterRoom(settings.BufferBytes, time);
        var configuration = new Dictionary<string, string>(settings.Client, StringComparer.Ordinal)
        {
            // Delivery reports come as events, in batches, to DeliveryLoop.
            ["enabled_events"] = "1",
            ["dotnet.producer.enable.background.poll"] = "false",
            ["dotnet.producer.enable.delivery.reports"] = "false",
        };
        _producer = ClientBuilding.Build(settings, () => new ProducerBuilder<Null, Null>(configuration)
            .SetLogHandler((_, message) => log.OnLog(message))
            .SetErrorHandler((_, error) => log.OnError(error))
            .Build());
        _handle = Librdkafka.HandleOf(_producer);
        var held = false;
        _handle.DangerousAddRef(ref held);
        _client = _handle.DangerousGetHandle();
        _connecting = Librdkafka.Connect(_client);
        _encoder = new RecordEncoder(_client);
        _deliveries = new DeliveryLoop(_client, _pending, _room, settings.Servers);
        _transactions = settings.IsTransactional
            ? new Transactions(_producer, settings.Client["transactional.id"], log, settings.Servers) : null;
    }

    public int Write(ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        for (var i = 0; i < batch.Length; i++)
        {
            if (!Write(in batch[i], listener, cancellationToken))
            {
                return i;
            }
        }

        return batch.Length;
    }

    public async ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        if (_room.Outstanding == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return true;
        }

        var flushed = _room.FlushAsync(timeout, cancellationToken).AsTask();
        while (_settings.Lingers && !flushed.IsCompleted)
        {
            // librdkafka stops lingering only as long as this call lasts.
            await Task.Run(() => Librdkafka.Flush(_client, 100), CancellationToken.None);
        }

        return await flushed;
    }

    public ValueTask InitTransactionsAsync(CancellationToken cancellationToken) => Transactional().InitAsync(cancellationToken);

    public void BeginTransaction() => Transactional().Begin();

    public ValueTask CommitTransactionAsync(CancellationToken cancellationToken) => Transactional().CommitAsync(cancellationToken);

    public async ValueTask AbortTransactionAsync(CancellationToken cancellationToken)
    {
        var transactions = Transactional();
        _deliveries.Aborting = true;
        try
        {
            await transactions.AbortAsync(cancellationToken);
        }
        finally
        {
            _deliveries.Aborting = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_log.Fatal is null && _transactions is not { IsOpen: true })
        {
            await _room.FlushAsync(CloseGrace, CancellationToken.None);
        }

        if (_room.Outstanding > 0)
        {
            _ = Librdkafka.Purge(_client, Librdkafka.PurgeQueueAndInFlight);
            await _room.FlushAsync(CloseGrace, CancellationToken.None);
        }

        _deliveries.Stop();
        await _deliveries.Ended;
        _deliveries.Abandon();
        _encoder.Dispose();

        // Ends librdkafka's threads, which can take a moment.
        await Task.Factory.StartNew(
            () =>
            {
                Librdkafka.QueueDestroy(_connecting);
                _producer.Dispose();
                _handle.DangerousRelease();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        _closed(this);
    }

    private bool Write(in OutgoingRecord record, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        var size = SizeOf(in record);
        if (!_room.TryTake(size))
        {
            if (size > _room.Limit)
            {
                listener.OnFailed(record.Tag, record.Topic, new BrokerException(
                    BrokerErrorCode.RecordTooLarge,
                    $"A record of {size} bytes for topic '{record.Topic}' is larger than the buffer; raise buffer.memory, which is {_room.Limit}."));
                return true;
            }

            do
            {
                if (!_room.WaitForRoom(size, _settings.MaxBlock, cancellationToken))
                {
                    return !cancellationToken.IsCancellationRequested && Refuse(in record, listener, NoRoom(record.Topic));
                }
            }
            while (!_room.TryTake(size));
        }

        if (record.Timestamp < 0)
        {
            _room.Undo(size);
            return Refuse(in record, listener, new BrokerException(
                BrokerErrorCode.Invalid, $"A record for topic '{record.Topic}' has the timestamp {record.Timestamp}; it must be 0 or more."));
        }

        var number = _pending.Add(record.Tag, record.Topic, listener, size);
        var begun = 0L;
        while (true)
        {
            var code = _encoder.Produce(in record, number);
            if (code == ErrorCode.NoError)
            {
                return true;
            }

            if (code == ErrorCode.Local_QueueFull)
            {
                begun = begun == 0 ? _time.GetTimestamp() : begun;
                var left = _settings.MaxBlock == Timeout.InfiniteTimeSpan ? _settings.MaxBlock
                    : _settings.MaxBlock - _time.GetElapsedTime(begun);
                if ((left == Timeout.InfiniteTimeSpan || left > TimeSpan.Zero) && _room.WaitForProgress(left, cancellationToken))
                {
                    continue;
                }
            }

            _pending.Undo(number);
            _room.Undo(size);
            if (code == ErrorCode.Local_QueueFull)
            {
                return !cancellationToken.IsCancellationRequested && Refuse(in record, listener, NoRoom(record.Topic));
            }

            return Refuse(in record, listener, RecordError(code, record.Topic));
        }
    }

    private static bool Refuse(in OutgoingRecord record, IDeliveryListener listener, BrokerException error)
    {
        listener.OnFailed(record.Tag, record.Topic, error);
        return true;
    }

    private static long SizeOf(in OutgoingRecord record)
    {
        var size = WriterSettings.OverheadBytes + (record.Key?.Length ?? 0L) + (record.Value?.Length ?? 0L);
        if (record.Headers is { } headers)
        {
            for (var i = 0; i < headers.Count; i++)
            {
                size += headers[i].Key.Length + (headers[i].Value?.Length ?? 0);
            }
        }

        return size;
    }

    private BrokerException NoRoom(string topic) => new(
        BrokerErrorCode.Unavailable,
        $"The buffer of {_room.Limit} bytes stayed full for max.block.ms ({_settings.MaxBlock.TotalMilliseconds:0} ms) while writing to "
        + $"topic '{topic}' at {_settings.Servers}.{_log.LastTrouble}",
        isRetriable: true);

    /// <summary>The record's own error; throws where the writer can't go on.</summary>
    private BrokerException RecordError(ErrorCode code, string topic)
    {
        var what = $"Writing to topic '{topic}' at {_settings.Servers} failed";
        if (code is ErrorCode.Local_Fatal)
        {
            throw ErrorMapping.ToBroker(Librdkafka.FatalErrorOf(_client), what);
        }

        if (code is ErrorCode.Local_State)
        {
            throw new BrokerException(
                _transactions is { IsOpen: true } ? BrokerErrorCode.TransactionAborted : BrokerErrorCode.Invalid,
                _transactions is { IsOpen: true } ? $"{what}: its transaction has failed and must be aborted." : $"{what}: no transaction is open.");
        }

        return ErrorMapping.ToBroker(new Error(code), what);
    }

    private Transactions Transactional()
    {
        ThrowIfEnded();
        return _transactions ?? throw new BrokerException(
            BrokerErrorCode.Invalid, "The writer has no transactional.id; set one to use transactions.");
    }

    private void ThrowIfEnded()
    {
        if (_disposed != 0)
        {
            throw new BrokerException(BrokerErrorCode.Closed, $"The writer to {_settings.Servers} is closed.");
        }

        if (_log.Fatal is { } fatal)
        {
            throw ErrorMapping.ToBroker(fatal, $"The writer to {_settings.Servers} can't go on");
        }
    }
}
