using System.Diagnostics.Metrics;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Abi.Sinks;

/// <summary>What the host offers to a sink task. For use on the task's thread, but for <see cref="RequestCommit"/>.</summary>
public interface ISinkTaskContext
{
    /// <summary>The task's current settings, references to secrets resolved anew.</summary>
    IReadOnlyDictionary<string, string> Configs { get; }

    /// <summary>Goes on elsewhere: for sinks that keep positions in their own system. Takes effect before the next put.</summary>
    /// <param name="offsets">The next offset to read of each partition.</param>
    void Offset(IReadOnlyDictionary<TopicPartition, long> offsets);

    /// <summary>Goes on elsewhere in one partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The next offset to read.</param>
    void Offset(TopicPartition partition, long offset);

    /// <summary>How long to wait before the batch comes again after a <see cref="RetriableException"/>; for the next one only.</summary>
    /// <param name="timeout">The wait; not negative.</param>
    void Timeout(TimeSpan timeout);

    /// <summary>The partitions that the task has now.</summary>
    IReadOnlyCollection<TopicPartition> Assignment { get; }

    /// <summary>Stops getting records of these partitions.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    /// <exception cref="IllegalWorkerStateException">One is not assigned.</exception>
    void Pause(params ReadOnlySpan<TopicPartition> partitions);

    /// <summary>Gets records of these partitions again.</summary>
    /// <param name="partitions">Assigned partitions.</param>
    /// <exception cref="IllegalWorkerStateException">One is not assigned.</exception>
    void Resume(params ReadOnlySpan<TopicPartition> partitions);

    /// <summary>Asks for a commit of offsets soon. Any thread may call it.</summary>
    void RequestCommit();

    /// <summary>Takes records that the task can't write; null unless <c>errors.deadletterqueue.topic.name</c> is set or
    /// <c>errors.log.enable</c> is true, whatever <c>errors.tolerance</c> says.</summary>
    IErrantRecordReporter? ErrantRecordReporter { get; }

    /// <summary>Where the task's own figures go; closed by the host with the task.</summary>
    Meter Metrics { get; }

    /// <summary>Loggers that carry the connector's name and the task's number.</summary>
    ILoggerFactory LoggerFactory { get; }
}

/// <summary>Takes single records that a sink task can't write. Thread-safe.</summary>
public interface IErrantRecordReporter
{
    /// <summary>Reports a record as <c>errors.*</c> configures: dead letter queue, log, or failure of the task.</summary>
    /// <param name="record">The record as put.</param>
    /// <param name="error">Why it can't be written.</param>
    /// <param name="cancellationToken">Gives up waiting; the report goes on.</param>
    /// <returns>Completes when the report is written; offsets do not move beyond the record before, awaited or not.</returns>
    /// <exception cref="ConnectException">The error is not tolerated.</exception>
    ValueTask ReportAsync(SinkRecord record, Exception error, CancellationToken cancellationToken);
}
