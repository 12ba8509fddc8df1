using System.Globalization;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Transactions;

/// <summary>
/// The transactional ids and their open transactions. Records of an open transaction lie in the log like others; readers of
/// committed records stop before the first of them, and pass over those of aborted ones. The commit thread's own, but for disposing.
/// </summary>
internal sealed class TransactionTable : IDisposable
{
    private readonly Dictionary<string, TransactionalProducer> _producers = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly CommitQueue _queue;
    private long _lastProducerId;
    private long? _armed;

    public TransactionTable(CommitQueue queue, TimeProvider time)
    {
        _queue = queue;
        _time = time;
        _timer = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds a producer that the file knows.</summary>
    public void Load(TransactionalProducer producer)
    {
        _producers.Add(producer.TransactionalId, producer);
        _lastProducerId = Math.Max(_lastProducerId, producer.ProducerId);
    }

    /// <summary>Registers a writer: fences older ones with its id and aborts what they left open.</summary>
    public ProducerIdentity Initialize(CommitContext context, string transactionalId, TimeSpan timeout)
    {
        if (!_producers.TryGetValue(transactionalId, out var producer))
        {
            producer = new TransactionalProducer(transactionalId, ++_lastProducerId, epoch: -1);
            _producers.Add(transactionalId, producer);
        }

        End(context, producer, commit: false);
        producer.Epoch++;
        producer.Timeout = timeout;
        producer.IsExpired = false;
        context.Statement("INSERT INTO producers (transactional_id, producer_id, epoch) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET epoch = excluded.epoch")
            .Bind(1, transactionalId).Bind(2, producer.ProducerId).Bind(3, producer.Epoch).Run();
        return new ProducerIdentity(transactionalId, producer.ProducerId, producer.Epoch);
    }

    /// <summary>Whether a writer may go on with its transaction; throws otherwise.</summary>
    public TransactionalProducer Check(ProducerIdentity identity)
    {
        var producer = _producers[identity.TransactionalId];
        if (producer.Epoch != identity.Epoch)
        {
            throw new BrokerException(
                BrokerErrorCode.Fenced, $"A newer writer has the transactional.id {identity.TransactionalId}; this one may not go on.");
        }

        return producer.IsExpired
            ? throw new BrokerException(
                BrokerErrorCode.TransactionAborted,
                string.Create(CultureInfo.InvariantCulture, $"The transaction of {identity.TransactionalId} was aborted, since it was open for longer than transaction.timeout.ms ({producer.Timeout.TotalMilliseconds:0}). Abort it and begin another one."))
            : producer;
    }

    /// <summary>Makes a partition part of a producer's transaction, before a batch of it is written there.</summary>
    public void Enlist(CommitContext context, TransactionalProducer producer, PartitionLog partition)
    {
        if (!producer.Partitions.TryAdd(partition, partition.NextOffset))
        {
            return;
        }

        var (id, first) = (producer.ProducerId, partition.NextOffset);
        if (producer.Deadline is null)
        {
            producer.Deadline = _time.GetTimestamp() + (long)(producer.Timeout.TotalSeconds * _time.TimestampFrequency);
            Arm();
        }

        context.Statement("INSERT OR REPLACE INTO open_transactions (producer_id, partition_id, first_offset) VALUES (?, ?, ?)")
            .Bind(1, id).Bind(2, partition.Id).Bind(3, first).Run();

        // Before the partition is published; if the commit fails, the transaction can only be aborted, which takes this back.
        partition.OpenTransaction(id, first);
        context.Touch(partition);
    }

    /// <summary>Ends a writer's transaction.</summary>
    public void End(CommitContext context, ProducerIdentity identity, bool commit)
    {
        var producer = _producers[identity.TransactionalId];
        if (!commit && producer.Epoch == identity.Epoch)
        {
            producer.IsExpired = false;
        }

        End(context, Check(identity), commit);
    }

    /// <summary>Aborts transactions that are open for too long.</summary>
    public void AbortExpired(CommitContext context)
    {
        _armed = null;
        var now = _time.GetTimestamp();
        foreach (var producer in _producers.Values)
        {
            if (producer.Deadline <= now)
            {
                End(context, producer, commit: false);
                producer.IsExpired = true;

                // Tried again should this commit fail; taken back by it otherwise.
                producer.Deadline = now + _time.TimestampFrequency;
            }
        }

        Arm();
    }

    public void Dispose() => _timer.Dispose();

    private static void End(CommitContext context, TransactionalProducer producer, bool commit)
    {
        if (producer.Partitions.Count == 0)
        {
            return;
        }

        var ends = new List<(PartitionLog Partition, AbortedRange? Aborted)>(producer.Partitions.Count);
        foreach (var (partition, first) in producer.Partitions)
        {
            AbortedRange? aborted = commit || !partition.Exists ? null : new AbortedRange(producer.ProducerId, first, partition.NextOffset - 1);
            ends.Add((partition, aborted));
            if (aborted is { } range)
            {
                context.Statement("INSERT OR REPLACE INTO aborted (partition_id, first_offset, producer_id, last_offset) VALUES (?, ?, ?, ?)")
                    .Bind(1, partition.Id).Bind(2, range.FirstOffset).Bind(3, range.ProducerId).Bind(4, range.LastOffset).Run();
            }

            context.Touch(partition);
        }

        context.Statement("DELETE FROM open_transactions WHERE producer_id = ?").Bind(1, producer.ProducerId).Run();
        context.AfterCommit(() =>
        {
            producer.Deadline = null;
            producer.Partitions.Clear();
            foreach (var (partition, aborted) in ends)
            {
                partition.EndTransaction(producer.ProducerId, aborted);
            }
        });
    }

    private void Arm()
    {
        long? earliest = null;
        foreach (var producer in _producers.Values)
        {
            if (producer.Deadline is { } deadline && (earliest is null || deadline < earliest))
            {
                earliest = deadline;
            }
        }

        if (earliest is { } at && (_armed is null || at < _armed))
        {
            _armed = at;
            var wait = _time.GetElapsedTime(_time.GetTimestamp(), at);
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Expire()
    {
        try
        {
            _queue.Add(new ExpireWork(this));
        }
        catch (BrokerException e) when (e.Code == BrokerErrorCode.Closed)
        {
            // What is open is aborted when the log opens again.
        }
        catch (BrokerException e) when (e.IsRetriable)
        {
            _timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class ExpireWork(TransactionTable table) : LogWork
    {
        public override void Execute(CommitContext context) => table.AbortExpired(context);

        public override void Complete(BrokerException? error)
        {
            // A failed commit was logged, and the timer is armed for the next try.
        }
    }
}
