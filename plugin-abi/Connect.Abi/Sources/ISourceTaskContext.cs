using System.Diagnostics.Metrics;
using Connect.Abi.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Abi.Sources;

/// <summary>What the host offers to a source task.</summary>
public interface ISourceTaskContext
{
    /// <summary>The task's current settings, references to secrets resolved anew.</summary>
    IReadOnlyDictionary<string, string> Configs { get; }

    /// <summary>Reads the offsets that this connector's tasks committed.</summary>
    IOffsetStorageReader OffsetStorageReader { get; }

    /// <summary>Defines transactions; null unless <c>transaction.boundary=connector</c> with exactly-once delivery.</summary>
    ITransactionContext? TransactionContext { get; }

    /// <summary>Where the task's own figures go; closed by the host with the task.</summary>
    Meter Metrics { get; }

    /// <summary>Loggers that carry the connector's name and the task's number.</summary>
    ILoggerFactory LoggerFactory { get; }
}

/// <summary>Defines the transactions of a source task. Used from <c>PollAsync</c>.</summary>
public interface ITransactionContext
{
    /// <summary>Commit after the batch that the running poll returns.</summary>
    void CommitTransaction();

    /// <summary>Commit after this record.</summary>
    /// <param name="record">A record of the batch that the running poll returns; by reference.</param>
    void CommitTransaction(SourceRecord record);

    /// <summary>Abort after the batch that the running poll returns: all records since the last commit are discarded.</summary>
    void AbortTransaction();

    /// <summary>Abort after this record: it and all since the last commit are discarded.</summary>
    /// <param name="record">A record of the batch that the running poll returns; by reference.</param>
    void AbortTransaction(SourceRecord record);
}
