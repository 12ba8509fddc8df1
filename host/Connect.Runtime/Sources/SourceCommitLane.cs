using System.Collections.Concurrent;
using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Broker;
using Connect.Foundation;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>
/// A source task's second, serial lane: what the log said of each record, the plugin's <c>CommitRecord</c> and <c>Commit</c>, and the
/// commit of offsets. It has a thread of its own only where the plugin overrides one of the two or dead letters are kept, since only then
/// it may block.
/// </summary>
internal sealed partial class SourceCommitLane : IDeliveryListener
{
    private readonly SourceTaskParts parts;
    private readonly TaskControl control;
    private readonly SubmittedRecords submitted;
    private readonly InflightLimiter inflight;
    private readonly ConcurrentQueue<Settlement> settlements = new();
    private readonly bool commitsRecords;
    private readonly bool commits;
    private readonly bool mayBlock;
    private readonly SerialLane lane;
    private readonly ITimer timer;
    private int commitWanted;
    private volatile bool last;

    public SourceCommitLane(SourceTaskParts parts, TaskControl control, SubmittedRecords submitted, InflightLimiter inflight)
    {
        this.parts = parts;
        this.control = control;
        this.submitted = submitted;
        this.inflight = inflight;
        commitsRecords = Overrides(nameof(SourceTask.CommitRecordAsync));
        commits = Overrides(nameof(SourceTask.CommitAsync));
        mayBlock = commitsRecords || commits || parts.Letters is not null;
        lane = new SerialLane(RunAsync, mayBlock ? $"task-{parts.Id}-commit" : null);
        parts.Letters?.Attach(mark => Passed((SubmittedRecord)mark!), control.Fail);
        timer = parts.Time.CreateTimer(
            static state => ((SourceCommitLane)state!).RequestCommit(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins committing every <c>offset.flush.interval.ms</c>.</summary>
    public void Start() => timer.Change(parts.FlushInterval, parts.FlushInterval);

    /// <summary>Commits offsets soon.</summary>
    public void RequestCommit()
    {
        Volatile.Write(ref commitWanted, 1);
        lane.Signal();
    }

    /// <summary>A record was dropped, or failed and was passed over: it never goes to the log. From any thread.</summary>
    public void Passed(SubmittedRecord record)
    {
        parts.Metrics.Passed();
        if (commitsRecords)
        {
            settlements.Enqueue(new Settlement(record, null, null, null, InLog: false));
            lane.Signal();
        }
        else
        {
            record.Settle();
        }
    }

    /// <summary>A record failed and is passed over. Where dead letters are kept, its own settles it once it is in the log.</summary>
    public void Failed(SubmittedRecord record)
    {
        if (parts.Letters is null)
        {
            Passed(record);
        }
    }

    /// <inheritdoc/>
    public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
    {
        var record = (SubmittedRecord)tag!;
        parts.Metrics.Wrote();
        if (commitsRecords)
        {
            var metadata = new RecordMetadata(topicPartition, offset, timestamp, record.KeySize, record.ValueSize);
            settlements.Enqueue(new Settlement(record, metadata, null, null, InLog: true));
            lane.Signal();
        }
        else
        {
            record.Settle();
            inflight.Release(1, record.Size);
        }
    }

    /// <inheritdoc/>
    public void OnFailed(object? tag, string topic, BrokerException error)
    {
        settlements.Enqueue(new Settlement((SubmittedRecord)tag!, null, topic, error, InLog: true));
        lane.Signal();
    }

    /// <summary>Handles all that came, commits a last time and ends.</summary>
    public async Task CompleteAsync()
    {
        await timer.DisposeAsync();
        last = true;
        await lane.CompleteAsync();
    }

    private async ValueTask RunAsync()
    {
        try
        {
            SettleAll();
            if (last && parts.Letters is { } letters && !control.IsAbandoned)
            {
                FlushLetters(letters);
                SettleAll();
            }

            if (Interlocked.Exchange(ref commitWanted, 0) != 0 || last)
            {
                await CommitAsync();
            }
        }
        catch (Exception error)
        {
            // The lane's edge: whatever fails here fails the task.
            control.Fail(error);
        }
    }

    private void SettleAll()
    {
        while (settlements.TryDequeue(out var settlement))
        {
            Settle(settlement);
        }
    }

    private void FlushLetters(SourceDeadLetters letters)
    {
        if (!PluginWait.For(letters.FlushAsync(parts.FlushTimeout, CancellationToken.None)))
        {
            Log.LettersNotFlushed(parts.Logger, parts.Id, parts.FlushTimeout.TotalSeconds);
        }
    }

    private void Settle(in Settlement settlement)
    {
        var record = settlement.Record;
        try
        {
            if (control.IsAbandoned)
            {
                return;
            }

            if (settlement.Error is { } error)
            {
                // Throws where it is not tolerated: then the record stays unsettled, and its offset uncommitted.
                parts.Pipeline.ReportRefused(record.Record, record, settlement.Topic!, parts.TaskClassName, error);
                if (parts.Letters is not null)
                {
                    // Settled with its dead letter.
                    return;
                }

                parts.Metrics.Passed();
            }

            if (commitsRecords)
            {
                CommitRecord(record.Record, settlement.Metadata);
            }

            record.Settle();
        }
        finally
        {
            if (settlement.InLog)
            {
                inflight.Release(1, record.Size);
            }
        }
    }

    private void CommitRecord(SourceRecord record, RecordMetadata? metadata)
    {
        try
        {
            using (parts.Enter())
            {
                PluginWait.For(parts.Task.CommitRecordAsync(record, metadata, control.Stopping));
            }
        }
        catch (Exception error)
        {
            // As Java's worker: the record is in the log, so that a failing notice of it fails nothing.
            Log.CommitRecordFailed(parts.Logger, parts.Id, error);
        }
    }

    private async ValueTask CommitAsync()
    {
        if (control.IsAbandoned)
        {
            return;
        }

        var began = parts.Metrics.Now;

        // On the lane's own thread the answer is waited for, so that the plugin's notice comes on it too.
        var writing = parts.Offsets.CommitAsync(submitted.TakeCommittable());
        var written = mayBlock ? PluginWait.For(writing) : await writing;
        parts.Metrics.Committed(parts.Metrics.MillisecondsSince(began), written);
        if (!written || !commits)
        {
            return;
        }

        try
        {
            using (parts.Enter())
            {
                PluginWait.For(parts.Task.CommitAsync(control.Stopping));
            }
        }
        catch (Exception error)
        {
            // As Java's worker: offsets are committed already, so that a failing notice of it fails nothing.
            Log.CommitFailed(parts.Logger, parts.Id, error);
        }
    }

    private bool Overrides(string method) =>
        Array.Exists(parts.Task.GetType().GetMethods(), m => m.Name == method && m.DeclaringType != typeof(SourceTask));

    private readonly record struct Settlement(
        SubmittedRecord Record, RecordMetadata? Metadata, string? Topic, BrokerException? Error, bool InLog);

    private static partial class Log
    {
        [LoggerMessage(EventId = 420, Level = LogLevel.Error, Message = "Task {Task}: CommitRecord failed")]
        public static partial void CommitRecordFailed(ILogger logger, ConnectorTaskId task, Exception error);

        [LoggerMessage(EventId = 421, Level = LogLevel.Error, Message = "Task {Task}: Commit failed")]
        public static partial void CommitFailed(ILogger logger, ConnectorTaskId task, Exception error);

        [LoggerMessage(EventId = 422, Level = LogLevel.Warning, Message = "Task {Task} ends with dead letters not acknowledged within {Seconds} s (offset.flush.timeout.ms); the offsets of their records are not committed, so that they are read again")]
        public static partial void LettersNotFlushed(ILogger logger, ConnectorTaskId task, double seconds);
    }
}
