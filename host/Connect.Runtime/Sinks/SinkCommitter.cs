using Connect.Abi.Records;
using Connect.Broker;
using Connect.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>
/// Commits a sink task's offsets: dead letters and reports first, then the plugin's pre-commit, then the group. On the task's thread,
/// but for the answers to commits in the background.
/// </summary>
internal sealed partial class SinkCommitter(SinkTaskParts parts, TaskControl control, SinkOffsets offsets)
{
    private readonly Lock gate = new();
    private readonly Queue<Answer> answers = new();
    private bool isPending;
    private long pendingSince;

    /// <summary>Takes the answers to background commits in; call it once a round.</summary>
    public void TakeAnswers()
    {
        while (TryTakeAnswer(out var answer))
        {
            if (isPending)
            {
                parts.Metrics.Committed(answer.Milliseconds, answer.Error is null);
            }
            else
            {
                parts.Metrics.CommitSkipped();
            }

            isPending = false;
            if (answer.Error is { } error)
            {
                // The next interval commits the same offsets again, or later ones.
                Log.CommitFailed(parts.Logger, parts.Id, error.Message, error);
            }
            else
            {
                offsets.Committed(answer.Offsets);
                parts.Metrics.SetActive(offsets.Active);
            }
        }

        if (isPending && parts.Time.GetElapsedTime(pendingSince) > parts.CommitTimeout)
        {
            Log.CommitTimedOut(parts.Logger, parts.Id, parts.CommitTimeout.TotalSeconds);
            parts.Metrics.Committed(parts.Metrics.MillisecondsSince(pendingSince), succeeded: false);
            isPending = false;
        }
    }

    /// <summary>Asks the plugin and commits what it says.</summary>
    /// <param name="partitions">The partitions that go; null for all.</param>
    /// <param name="isClosing">Whether to wait for the answer, since the partitions go.</param>
    /// <returns>False when the plugin failed: the task goes back to the last committed offsets.</returns>
    public bool Commit(IReadOnlyCollection<TopicPartition>? partitions, bool isClosing)
    {
        var current = offsets.Current(partitions);
        if (current.Count == 0)
        {
            return true;
        }

        // Records that failed count as done only when their dead letters are in the log: else the task fails with its offsets unmoved.
        if (parts.DeadLetters is { } letters)
        {
            PluginWait.For(letters.FlushAsync(parts.CommitTimeout, CancellationToken.None));
        }

        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> answered;
        try
        {
            using (parts.Enter())
            {
                answered = PluginWait.For(parts.Task.PreCommitAsync(current, isClosing ? CancellationToken.None : control.Stopping));
            }
        }
        catch (Exception error) when (isClosing)
        {
            Log.PreCommitFailedAtClose(parts.Logger, parts.Id, error);
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException || !control.IsStopping)
        {
            Log.PreCommitFailed(parts.Logger, parts.Id, error);
            return false;
        }

        var wanted = offsets.Committable(
            answered, (partition, offset, reason) => Log.OffsetRefused(parts.Logger, parts.Id, offset, partition, reason));
        if (wanted.Count == 0)
        {
            return true;
        }

        parts.Metrics.CommitBegins();
        if (isClosing)
        {
            CommitNow(wanted);
        }
        else
        {
            isPending = true;
            pendingSince = parts.Time.GetTimestamp();
            var began = pendingSince;
            parts.Reader.CommitInBackground(wanted, error => AddAnswer(new Answer(wanted, error, parts.Metrics.MillisecondsSince(began))));
        }

        return true;
    }

    private void CommitNow(Dictionary<TopicPartition, OffsetAndMetadata> wanted)
    {
        using var limit = new CancellationTokenSource(parts.CommitTimeout, parts.Time);
        var began = parts.Metrics.Now;
        var succeeded = false;
        try
        {
            parts.Reader.Commit(wanted, limit.Token);
            offsets.Committed(wanted);
            succeeded = true;
        }
        catch (BrokerException error)
        {
            // The partitions go anyway; what was not committed is delivered again.
            Log.CommitFailed(parts.Logger, parts.Id, error.Message, error);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Log.CommitTimedOut(parts.Logger, parts.Id, parts.CommitTimeout.TotalSeconds);
        }

        parts.Metrics.Committed(parts.Metrics.MillisecondsSince(began), succeeded);
    }

    private void AddAnswer(Answer answer)
    {
        lock (gate)
        {
            answers.Enqueue(answer);
        }
    }

    private bool TryTakeAnswer(out Answer answer)
    {
        lock (gate)
        {
            return answers.TryDequeue(out answer);
        }
    }

    private readonly record struct Answer(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> Offsets, BrokerException? Error, double Milliseconds);

    private static partial class Log
    {
        [LoggerMessage(EventId = 460, Level = LogLevel.Error, Message = "Task {Task}: offsets could not be committed: {Reason}")]
        public static partial void CommitFailed(ILogger logger, ConnectorTaskId task, string reason, Exception error);

        [LoggerMessage(EventId = 461, Level = LogLevel.Warning, Message = "Task {Task}: the commit of offsets was not answered within {Seconds} s (offset.flush.timeout.ms)")]
        public static partial void CommitTimedOut(ILogger logger, ConnectorTaskId task, double seconds);

        [LoggerMessage(EventId = 462, Level = LogLevel.Error, Message = "Task {Task}: pre-commit failed; nothing is committed and the task goes back to the last committed offsets")]
        public static partial void PreCommitFailed(ILogger logger, ConnectorTaskId task, Exception error);

        [LoggerMessage(EventId = 463, Level = LogLevel.Warning, Message = "Task {Task}: pre-commit failed while partitions are closed; nothing is committed for them")]
        public static partial void PreCommitFailedAtClose(ILogger logger, ConnectorTaskId task, Exception error);

        [LoggerMessage(EventId = 464, Level = LogLevel.Warning, Message = "Task {Task} wants to commit offset {Offset} of {Partition}, which is ignored: {Reason}")]
        public static partial void OffsetRefused(ILogger logger, ConnectorTaskId task, long offset, TopicPartition partition, string reason);
    }
}
