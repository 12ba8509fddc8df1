using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Transactions;

/// <summary>A transactional id and its transaction, if one is open. The commit thread's own.</summary>
internal sealed class TransactionalProducer(string transactionalId, long producerId, int epoch)
{
    public string TransactionalId { get; } = transactionalId;

    public long ProducerId { get; } = producerId;

    /// <summary>Counts the writers that had the id; older ones are fenced.</summary>
    public int Epoch { get; set; } = epoch;

    public TimeSpan Timeout { get; set; }

    /// <summary>When the open transaction is aborted, as a time stamp; null without one.</summary>
    public long? Deadline { get; set; }

    /// <summary>Whether the transaction ran out of time and its writer has not aborted it yet.</summary>
    public bool IsExpired { get; set; }

    /// <summary>Where the open transaction has records, and since which offset.</summary>
    public Dictionary<PartitionLog, long> Partitions { get; } = [];
}
