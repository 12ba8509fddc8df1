using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Abi.Sources;

/// <summary>Reads from a system.</summary>
/// <remarks>
/// Lifecycle: 1. its parameterless constructor; 2. <see cref="Initialize"/>; 3. <c>StartAsync</c>; 4. <see cref="PollAsync"/> again and
/// again; 5. <c>StopAsync</c> once. All on the task's own thread, but for code after an await, which runs on the thread pool, and for:
/// <list type="bullet">
/// <item><see cref="CommitAsync"/> and <see cref="CommitRecordAsync"/> come on a second, serial lane of the task, and may run while a
/// poll waits. With exactly-once delivery they come on the task's thread after the transaction's commit.</item>
/// <item><c>StopAsync</c>, if a poll has not returned a second after the task's token was cancelled: then it is called from
/// another thread while the poll still runs, so that it can close the stream under a blocked read.</item>
/// </list>
/// </remarks>
public abstract class SourceTask : ConnectorTask
{
    /// <summary>The name of the setting that holds <c>poll</c>, <c>interval</c> or <c>connector</c> for a task that defines transactions.</summary>
    public const string TransactionBoundaryConfig = "transaction.boundary";

    /// <summary>What the host offers; null before <see cref="Initialize"/>.</summary>
    protected ISourceTaskContext? Context { get; private set; }

    /// <summary>Called once, first.</summary>
    /// <param name="context">What the host offers to this task.</param>
    public virtual void Initialize(ISourceTaskContext context) => Context = context;

    /// <summary>Waits for records and returns them; returns regularly, so that the host can pause the task.</summary>
    /// <param name="cancellationToken">The task's token: cancelled when it is to stop.</param>
    /// <returns>The records in order; null or empty for none now.</returns>
    /// <exception cref="RetriableException">Poll again later.</exception>
    /// <exception cref="Exception">Any other fails the task.</exception>
    public abstract ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken);

    /// <summary>Called after offsets were committed; for sources that keep positions themselves.</summary>
    /// <param name="cancellationToken">The task's token.</param>
    public virtual ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called for each record that the log acknowledged, or that was dropped on the way.</summary>
    /// <param name="record">The record as polled, the same reference.</param>
    /// <param name="metadata">Where it went; null where it was dropped by a transformation or a tolerated error.</param>
    /// <param name="cancellationToken">The task's token.</param>
    public virtual ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
