using System.Text.RegularExpressions;
using Connect.Abi.Records;

namespace Connect.Broker;

/// <summary>
/// Reads records from the log, alone or as a member of a group. All calls come from one thread at a time, but for
/// <see cref="Wakeup"/>, which any thread may make. The assignment listener is called inside <see cref="Poll"/> and
/// <see cref="CloseAsync"/>.
/// </summary>
public interface IRecordReader : IAsyncDisposable
{
    /// <summary>Joins the group (<c>group.id</c>) for these topics; replaces an earlier subscription.</summary>
    /// <param name="topics">The topics; they need not exist yet.</param>
    /// <param name="listener">Told of partitions that come and go.</param>
    void Subscribe(IReadOnlyCollection<string> topics, IAssignmentListener listener);

    /// <summary>Joins the group for all topics whose whole name the expression matches, looked up again every <c>metadata.max.age.ms</c>.</summary>
    /// <param name="topics">The expression; it carries a match time-out.</param>
    /// <param name="listener">Told of partitions that come and go.</param>
    void Subscribe(Regex topics, IAssignmentListener listener);

    /// <summary>Reads these partitions, without a group's assignment; an empty list reads nothing.</summary>
    /// <param name="partitions">The partitions; positions are the group's committed ones, else <c>auto.offset.reset</c>.</param>
    void Assign(IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>What is read now.</summary>
    IReadOnlyCollection<TopicPartition> Assignment { get; }

    /// <summary>Waits for records, keeps the membership alive, and calls the assignment listener where due.</summary>
    /// <param name="timeout">How long to wait for the first record; zero takes what is there.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>At most <c>max.poll.records</c> records; the caller disposes the batch. Empty after the time-out or a <see cref="Wakeup"/>.</returns>
    /// <exception cref="BrokerException">The reader can't go on, or a retriable error (<see cref="BrokerException.IsRetriable"/>).</exception>
    ConsumedBatch Poll(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Ends a <see cref="Poll"/> that waits now, or the next one, with an empty batch.</summary>
    void Wakeup();

    /// <summary>Stops returning records of these partitions, without leaving the group. Survives until resumed or revoked.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    void Pause(IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Returns records of these partitions again.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    void Resume(IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>The next poll goes on here.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="offset">The offset of the next record wanted.</param>
    void Seek(TopicPartition partition, long offset);

    /// <summary>The offset of the next record that a poll returns.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerException">It can't be found out.</exception>
    long Position(TopicPartition partition, CancellationToken cancellationToken);

    /// <summary>Commits offsets to the group and waits for the answer.</summary>
    /// <param name="offsets">The next offset to read of each partition.</param>
    /// <param name="cancellationToken">Gives up waiting; the outcome is unknown then.</param>
    /// <exception cref="BrokerException">Not committed.</exception>
    void Commit(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken);

    /// <summary>Commits offsets to the group without waiting.</summary>
    /// <param name="offsets">The next offset to read of each partition.</param>
    /// <param name="completed">Called once on any thread, with null or the error; must not block or throw.</param>
    void CommitInBackground(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, Action<BrokerException?> completed);

    /// <summary>The group's committed offsets.</summary>
    /// <param name="partitions">Any partitions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that have one.</returns>
    /// <exception cref="BrokerException">They can't be found out.</exception>
    IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> Committed(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>First and next offset of partitions, as <c>isolation.level</c> lets this reader see them.</summary>
    /// <param name="partitions">Any partitions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerException">They can't be found out.</exception>
    IReadOnlyDictionary<TopicPartition, OffsetRange> Offsets(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Leaves the group (calling the listener for what is still assigned) and closes. Disposing does the same.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    ValueTask CloseAsync(TimeSpan timeout);
}

/// <summary>Told of partitions that come and go, inside <see cref="IRecordReader.Poll"/> or <see cref="IRecordReader.CloseAsync"/>.</summary>
public interface IAssignmentListener
{
    /// <summary>New partitions were assigned; positions may be sought here.</summary>
    /// <param name="partitions">The new ones only where assignment is cooperative, else all.</param>
    void OnAssigned(IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Partitions are about to go: still owned, so offsets can be committed here.</summary>
    /// <param name="partitions">Those that go.</param>
    void OnRevoked(IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Partitions are gone already (the membership timed out): commits for them would be refused.</summary>
    /// <param name="partitions">Those that went.</param>
    void OnLost(IReadOnlyCollection<TopicPartition> partitions);
}

/// <summary>First and next offset of a partition.</summary>
/// <param name="Beginning">The offset of the first record that is still there.</param>
/// <param name="End">The offset after the last one that may be read.</param>
public readonly record struct OffsetRange(long Beginning, long End);
