using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Runtime.Tests.Sources;

/// <summary>Counts what a task hands over at a time, and what it has outstanding at most.</summary>
internal sealed class CountingWriter(IRecordWriter writer) : IRecordWriter
{
    private int outstanding;

    public List<int> Batches { get; } = [];

    public int MostOutstanding { get; private set; }

    public int Write(ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        Batches.Add(batch.Length);
        MostOutstanding = Math.Max(MostOutstanding, Interlocked.Add(ref outstanding, batch.Length));
        return writer.Write(batch, new Listener(this, listener), cancellationToken);
    }

    public ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken) => writer.FlushAsync(timeout, cancellationToken);

    public ValueTask InitTransactionsAsync(CancellationToken cancellationToken) => writer.InitTransactionsAsync(cancellationToken);

    public void BeginTransaction() => writer.BeginTransaction();

    public ValueTask CommitTransactionAsync(CancellationToken cancellationToken) => writer.CommitTransactionAsync(cancellationToken);

    public ValueTask AbortTransactionAsync(CancellationToken cancellationToken) => writer.AbortTransactionAsync(cancellationToken);

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    // Counted down before the task knows that there is room.
    private sealed class Listener(CountingWriter counts, IDeliveryListener told) : IDeliveryListener
    {
        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
        {
            Interlocked.Decrement(ref counts.outstanding);
            told.OnDelivered(tag, topicPartition, offset, timestamp);
        }

        public void OnFailed(object? tag, string topic, BrokerException error)
        {
            Interlocked.Decrement(ref counts.outstanding);
            told.OnFailed(tag, topic, error);
        }
    }
}
