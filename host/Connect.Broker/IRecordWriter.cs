using Connect.Abi.Records;

namespace Connect.Broker;

/// <summary>
/// Writes records to the log. <see cref="Write"/> and the transaction calls come from one thread at a time; the listener is
/// called from the writer's own thread.
/// </summary>
public interface IRecordWriter : IAsyncDisposable
{
    /// <summary>
    /// Hands a batch over. Blocks while the writer's buffer (<c>buffer.memory</c>) is full, at most <c>max.block.ms</c> a record. What
    /// becomes of each record is told to <paramref name="listener"/>, exactly once a record that was taken, in any order between
    /// partitions and in the order of writing inside one.
    /// </summary>
    /// <param name="batch">The records; the span may be reused after the call, the arrays in it not before they are settled.</param>
    /// <param name="listener">Called once a record, possibly before this call returns. Must not block or throw.</param>
    /// <param name="cancellationToken">Gives the wait for room in the buffer up; records not yet taken get no call.</param>
    /// <returns>How many records were taken: the batch's length unless cancelled.</returns>
    /// <exception cref="BrokerException">The writer can't go on (fenced, closed, fatal); records that were not taken get no call.</exception>
    int Write(ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken);

    /// <summary>Waits until all that was written is settled.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>True when nothing is outstanding, false when the time ran out before.</returns>
    ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Registers the <c>transactional.id</c>, fences older writers with it and ends their open transactions. Once, first.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerException">The log refuses it, or the writer has no <c>transactional.id</c>.</exception>
    ValueTask InitTransactionsAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction; what is written until its end belongs to it.</summary>
    /// <exception cref="BrokerException">A transaction is open, or none can be.</exception>
    void BeginTransaction();

    /// <summary>Flushes and commits the open transaction.</summary>
    /// <param name="cancellationToken">Gives up waiting; the transaction's outcome is unknown then.</param>
    /// <exception cref="BrokerException">It was not committed; <see cref="BrokerException.Code"/> tells fenced from abortable.</exception>
    ValueTask CommitTransactionAsync(CancellationToken cancellationToken);

    /// <summary>Aborts the open transaction: read-committed readers never see its records.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerException">The writer is fenced or can't go on.</exception>
    ValueTask AbortTransactionAsync(CancellationToken cancellationToken);
}

/// <summary>Told what became of each written record. Implementations neither block nor throw.</summary>
public interface IDeliveryListener
{
    /// <summary>The record is in the log as <c>acks</c> asks.</summary>
    /// <param name="tag"><see cref="OutgoingRecord.Tag"/>.</param>
    /// <param name="topicPartition">Where it went.</param>
    /// <param name="offset">Its offset; -1 where the log does not tell (<c>acks=0</c>).</param>
    /// <param name="timestamp">Its timestamp in the log, milliseconds since the epoch; -1 where unknown.</param>
    void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp);

    /// <summary>The record is not, and will not be, in the log as far as the writer knows.</summary>
    /// <param name="tag"><see cref="OutgoingRecord.Tag"/>.</param>
    /// <param name="topic">The topic that it was meant for.</param>
    /// <param name="error">Why.</param>
    void OnFailed(object? tag, string topic, BrokerException error);
}
