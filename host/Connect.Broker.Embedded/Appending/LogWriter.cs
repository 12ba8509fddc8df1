using System.Globalization;
using Connect.Broker.Embedded.Administration;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Topics;
using Connect.Broker.Embedded.Transactions;

namespace Connect.Broker.Embedded.Appending;

/// <summary>
/// A writer. The caller's thread encodes records into one batch a partition; while a commit is on its way to the disk, the batches for
/// the next one fill.
/// </summary>
internal sealed class LogWriter : IRecordWriter
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly WriterSettings _settings;
    private readonly TopicResolver _topics;
    private readonly CommitQueue _queue;
    private readonly WriterTransaction _transaction;
    private readonly TimeProvider _time;
    private readonly Action<LogWriter> _closed;
    private readonly Partitioner _partitioner;
    private readonly RecordCheck _check;
    private readonly Dictionary<PartitionLog, PendingBatch> _filling = [];
    private readonly Queue<PendingBatch> _pending = new();
    private readonly AppendWork _work;
    private long _usedBytes;
    private int _outstanding;
    private bool _isQueued;
    private bool _isClosed;
    private TaskCompletionSource? _idle;
    private BrokerException? _fatal;

    public LogWriter(
        WriterSettings settings,
        TopicResolver topics,
        CommitQueue queue,
        TransactionTable transactions,
        TimeProvider time,
        Action<LogWriter> closed)
    {
        _settings = settings;
        _topics = topics;
        _queue = queue;
        _transaction = new WriterTransaction(settings, transactions, queue);
        _time = time;
        _closed = closed;
        _partitioner = new Partitioner(settings.Partitioning, settings.BatchSize);
        _check = new RecordCheck(settings.MaxRequestSize);
        _work = new AppendWork(this, transactions, time);
    }

    public int Write(ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ThrowUnlessUsable();
        _transaction.ThrowUnlessWritable();
        Topic? topic = null;
        for (var i = 0; i < batch.Length; i++)
        {
            // Looked up outside the gate, since making a topic waits for the disk.
            if (topic?.Name != batch[i].Topic)
            {
                ThrowUnlessUsable();
                if (cancellationToken.IsCancellationRequested)
                {
                    return i;
                }

                if (!_topics.TryResolve(batch[i].Topic, create: true, out topic, out var error))
                {
                    listener.OnFailed(batch[i].Tag, batch[i].Topic, error);
                    NoteFailure(error);
                    continue;
                }
            }

            var end = i + 1;
            while (end < batch.Length && batch[end].Topic == topic.Name)
            {
                end++;
            }

            var taken = WriteToTopic(topic, batch[i..end], listener, cancellationToken);
            i += taken;
            if (i < end)
            {
                return i;
            }

            i--;
        }

        return batch.Length;
    }

    public async ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task idle;
        lock (_gate)
        {
            if (_outstanding == 0)
            {
                return true;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }

        try
        {
            // More than a timer can take means without end.
            var limit = timeout.TotalMilliseconds >= int.MaxValue ? Timeout.InfiniteTimeSpan : timeout;
            await idle.WaitAsync(limit, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask InitTransactionsAsync(CancellationToken cancellationToken)
    {
        ThrowUnlessUsable();
        await _transaction.InitializeAsync(cancellationToken);
    }

    public void BeginTransaction()
    {
        ThrowUnlessUsable();
        _transaction.Begin();
    }

    public ValueTask CommitTransactionAsync(CancellationToken cancellationToken) => EndTransactionAsync(commit: true, cancellationToken);

    public ValueTask AbortTransactionAsync(CancellationToken cancellationToken) => EndTransactionAsync(commit: false, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            Monitor.PulseAll(_gate);
        }

        try
        {
            await FlushAsync(CloseLimit, CancellationToken.None);
            if (_transaction.IsOpen && Volatile.Read(ref _fatal) is null)
            {
                await _transaction.EndAsync(commit: false, CancellationToken.None);
            }
        }
        catch (BrokerException e) when (e.Code is BrokerErrorCode.Fenced or BrokerErrorCode.Closed)
        {
            // Whoever fenced it, or the log's next opening, ends the transaction.
        }
        finally
        {
            _closed(this);
        }
    }

    /// <summary>Takes what has gathered, in order. On the commit thread.</summary>
    public void Take(List<PendingBatch> batches, int maximalBytes)
    {
        lock (_gate)
        {
            _isQueued = false;
            long bytes = 0;
            while (bytes < maximalBytes && _pending.TryDequeue(out var batch))
            {
                bytes += batch.ReservedBytes;
                batches.Add(batch);
                if (_filling.TryGetValue(batch.Partition, out var filling) && filling == batch)
                {
                    _filling.Remove(batch.Partition);
                }
            }
        }
    }

    /// <summary>Remembers that a record was not written: the transaction it belonged to can't be committed.</summary>
    public void NoteFailure(BrokerException error)
    {
        _transaction.Failure = error;
        if (error.Code is BrokerErrorCode.Fenced or BrokerErrorCode.Closed)
        {
            Volatile.Write(ref _fatal, error);
        }
    }

    /// <summary>Gives room for settled records back. On the commit thread.</summary>
    public void Settled(long bytes, int records)
    {
        lock (_gate)
        {
            _usedBytes -= bytes;
            _outstanding -= records;
            Monitor.PulseAll(_gate);
            if (_outstanding == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
            else if (_pending.Count > 0 && !_isQueued)
            {
                QueueWork();
            }
        }
    }

    private int WriteToTopic(Topic topic, ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            for (var i = 0; i < batch.Length; i++)
            {
                ThrowUnlessUsable();
                ref readonly var record = ref batch[i];
                var bound = _check.Check(topic, record, out var size, out var error);
                if (error is null && _usedBytes > 0 && _usedBytes + size > _settings.BufferMemory
                    && !WaitForRoom(size, record.Topic, out error, cancellationToken))
                {
                    return i;
                }

                if (error is not null)
                {
                    listener.OnFailed(record.Tag, record.Topic, error);
                    NoteFailure(error);
                    continue;
                }

                var number = record.Partition ?? _partitioner.Choose(topic, record.Key, size);
                Append(topic.Partitions[number], record, bound, size, record.Timestamp ?? now, listener);
            }

            return batch.Length;
        }
    }

    private void Append(PartitionLog partition, in OutgoingRecord record, int bound, int size, long timestamp, IDeliveryListener listener)
    {
        if (!_filling.TryGetValue(partition, out var batch) || batch.IsFull)
        {
            batch = new PendingBatch(partition, _transaction.Producer);
            _filling[partition] = batch;
            _pending.Enqueue(batch);
        }

        batch.Add(record, bound, size, timestamp, listener);
        _usedBytes += size;
        _outstanding++;
        if (!_isQueued)
        {
            QueueWork();
        }
    }

    private void QueueWork()
    {
        try
        {
            _queue.Add(_work);
            _isQueued = true;
        }
        catch (BrokerException e)
        {
            // The log is closing or has too much to do: nobody would come for these records.
            NoteFailure(e);
            long bytes = 0;
            var records = 0;
            while (_pending.TryDequeue(out var batch))
            {
                bytes += batch.ReservedBytes;
                records += batch.Count;
                batch.Settle(e);
            }

            _filling.Clear();
            Settled(bytes, records);
        }
    }

    /// <summary>Waits, with the gate held, for room in the buffer.</summary>
    /// <returns>False when cancelled.</returns>
    private bool WaitForRoom(int size, string topic, out BrokerException? error, CancellationToken cancellationToken)
    {
        error = null;
        var expired = false;
        using var timer = _settings.MaxBlock == Timeout.InfiniteTimeSpan
            ? null
            : _time.CreateTimer(_ => Pulse(() => expired = true), null, _settings.MaxBlock, Timeout.InfiniteTimeSpan);

        // Not disposed of, which would wait for the callback, which waits for the gate.
        var registration = cancellationToken.Register(() => Pulse(null));
        try
        {
            while (_usedBytes > 0 && _usedBytes + size > _settings.BufferMemory)
            {
                ThrowUnlessUsable();
                if (cancellationToken.IsCancellationRequested)
                {
                    return false;
                }

                if (expired)
                {
                    error = new BrokerException(
                        BrokerErrorCode.Unavailable,
                        string.Create(CultureInfo.InvariantCulture, $"A record for {topic} found no room in the writer's buffer (buffer.memory={_settings.BufferMemory}) within max.block.ms={_settings.MaxBlock.TotalMilliseconds:0}."),
                        isRetriable: true);
                    return true;
                }

                Monitor.Wait(_gate);
            }

            return true;
        }
        finally
        {
            registration.Unregister();
        }
    }

    private void Pulse(Action? before)
    {
        lock (_gate)
        {
            before?.Invoke();
            Monitor.PulseAll(_gate);
        }
    }

    private async ValueTask EndTransactionAsync(bool commit, CancellationToken cancellationToken)
    {
        ThrowUnlessUsable();
        _transaction.ThrowUnlessOpen();
        await FlushAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        ThrowUnlessUsable();
        try
        {
            await _transaction.EndAsync(commit, cancellationToken);
        }
        catch (BrokerException e)
        {
            NoteFailure(e);
            throw;
        }
    }

    private void ThrowUnlessUsable()
    {
        if (_isClosed)
        {
            throw new BrokerException(BrokerErrorCode.Closed, "The writer is closed.");
        }

        if (Volatile.Read(ref _fatal) is { } fatal)
        {
            throw new BrokerException(fatal.Code, fatal.Message, isRetriable: false, fatal);
        }
    }
}
