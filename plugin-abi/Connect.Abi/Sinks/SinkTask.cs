using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Abi.Sinks;

/// <summary>Writes to a system.</summary>
/// <remarks>
/// Lifecycle, one call at a time on the task's own thread (code after an await runs on the thread pool): 1. its parameterless
/// constructor; 2. <see cref="Initialize"/>; 3. <c>StartAsync</c>; 4. <see cref="OpenAsync"/> for assigned partitions;
/// 5. <see cref="PutAsync"/> with records, again and again, and <see cref="PreCommitAsync"/> from time to time; 6. <see cref="CloseAsync"/>
/// for partitions that go, after a last pre-commit; 7. <c>StopAsync</c>.
/// </remarks>
public abstract class SinkTask : ConnectorTask
{
    /// <summary>The setting that lists the topics to read.</summary>
    public const string TopicsConfig = "topics";

    /// <summary>The setting that holds an expression for the topics to read.</summary>
    public const string TopicsRegexConfig = "topics.regex";

    /// <summary>What the host offers; null before <see cref="Initialize"/>.</summary>
    protected ISinkTaskContext? Context { get; private set; }

    /// <summary>Called once, first.</summary>
    /// <param name="context">What the host offers to this task.</param>
    public virtual void Initialize(ISinkTaskContext context) => Context = context;

    /// <summary>Writes records, or takes them to write them later.</summary>
    /// <param name="records">The records; empty when the host only lets the task work on. Valid beyond the call.</param>
    /// <param name="cancellationToken">The task's token: cancelled when it is to stop.</param>
    /// <exception cref="RetriableException">Nothing of the batch counts as written: it comes again after a pause.</exception>
    /// <exception cref="Exception">Any other fails the task; single bad records go to the errant record reporter.</exception>
    public abstract ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken);

    /// <summary>Writes out all that was put before. Called by the default <see cref="PreCommitAsync"/>.</summary>
    /// <param name="currentOffsets">The next offset to read of each partition, as of the last put.</param>
    /// <param name="cancellationToken">The task's token.</param>
    /// <exception cref="Exception">The offsets are not committed; the task goes back to the last committed ones.</exception>
    public virtual ValueTask FlushAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <summary>Tells which offsets may be committed; by default all, after a flush.</summary>
    /// <param name="currentOffsets">The next offset to read of each partition, as of the last put.</param>
    /// <param name="cancellationToken">The task's token.</param>
    /// <returns>What is safe to commit; empty for nothing now.</returns>
    /// <exception cref="Exception">Nothing is committed; the task goes back to the last committed offsets.</exception>
    public virtual async ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken)
    {
        await FlushAsync(currentOffsets, cancellationToken).ConfigureAwait(false);
        return currentOffsets;
    }

    /// <summary>New partitions were assigned; positions may be set through the context here.</summary>
    /// <param name="partitions">The new ones.</param>
    /// <param name="cancellationToken">The task's token.</param>
    public virtual ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <summary>Partitions go; the last pre-commit for them was made, where they were not lost already.</summary>
    /// <param name="partitions">Those that go.</param>
    /// <param name="cancellationToken">The task's token.</param>
    public virtual ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
