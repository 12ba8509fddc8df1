using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Pipeline.Tests;

/// <summary>Keeps what is written, and settles it at once.</summary>
internal sealed class RecordingWriter : IRecordWriter
{
    public List<OutgoingRecord> Written { get; } = [];

    public bool Fails { get; init; }

    /// <summary>Whether it takes anything: none does once its task stops.</summary>
    public bool Takes { get; init; } = true;

    public int Write(ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        if (!Takes)
        {
            return 0;
        }

        foreach (var record in batch)
        {
            Written.Add(record);
            if (Fails)
            {
                listener.OnFailed(record.Tag, record.Topic, new BrokerException(BrokerErrorCode.Other, "refused"));
            }
            else
            {
                listener.OnDelivered(record.Tag, new TopicPartition(record.Topic, 0), Written.Count - 1, record.Timestamp ?? -1);
            }
        }

        return batch.Length;
    }

    public ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    public ValueTask InitTransactionsAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void BeginTransaction()
    {
    }

    public ValueTask CommitTransactionAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask AbortTransactionAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
