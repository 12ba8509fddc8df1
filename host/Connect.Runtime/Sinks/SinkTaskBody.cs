using System.Diagnostics;
using System.Globalization;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Broker;
using Connect.Foundation;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>
/// A sink task's loop: poll, convert and transform, put, and from time to time pre-commit and commit. On the task's thread, the reader
/// with it, but for what <see cref="PutKeeper"/> does during a long put.
/// </summary>
internal sealed partial class SinkTaskBody : ITaskBody, IAssignmentListener
{
    private readonly SinkTaskParts parts;
    private readonly TaskControl control;
    private readonly SinkTask task;
    private readonly string taskName;
    private readonly SinkTaskContext context;
    private readonly IRecordReader reader;
    private readonly SinkOffsets offsets = new();
    private readonly SinkCommitter committer;
    private readonly PutKeeper keeper;
    private readonly HashSet<TopicPartition> assigned = [];
    private readonly HashSet<string> topicsSeen = new(StringComparer.Ordinal);
    private readonly Backoff redeliveryBackoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(60));
    private List<SinkRecord> batch = [];
    private List<ActivityContext>? traces;
    private Exception? rebalanceFailure;
    private string? lastTopic;
    private long nextCommitAt;
    private long redeliverAt;
    private int redeliveries;
    private bool paused;
    private bool subscribed;
    private bool initialized;
    private int stopped;

    public SinkTaskBody(SinkTaskParts parts, TaskControl control)
    {
        this.parts = parts;
        this.control = control;
        task = parts.Task;
        taskName = parts.Id.ToString();
        context = parts.Context;
        reader = parts.Reader;
        context.Wake = Wake;
        committer = new SinkCommitter(parts, control, offsets);
        keeper = new PutKeeper(parts, ClosePartitions);
    }

    /// <inheritdoc/>
    public string ClassName => parts.TaskClassName;

    private bool IsRedelivering => redeliveries > 0;

    /// <inheritdoc/>
    public void Run(Func<bool> started)
    {
        var clean = ExecutionContext.Capture();
        using (parts.Enter())
        {
            initialized = true;
            task.Initialize(context);
            PluginWait.For(task.StartAsync(parts.Settings, control.Stopping));
        }

        if (parts.TopicsPattern is { } pattern)
        {
            reader.Subscribe(pattern, this);
        }
        else
        {
            reader.Subscribe(parts.Topics, this);
        }

        subscribed = true;
        paused = started();
        nextCommitAt = Ticks(parts.CommitInterval);
        while (!control.IsStopping)
        {
            Iterate();
            if (clean is not null)
            {
                ExecutionContext.Restore(clean);
            }
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        try
        {
            if (subscribed && !control.IsAbandoned)
            {
                CloseReader();
            }
        }
        finally
        {
            try
            {
                StopOnce();
            }
            finally
            {
                keeper.Dispose();
                parts.Close();
            }
        }
    }

    /// <inheritdoc/>
    public void Wake() => reader.Wakeup();

    /// <inheritdoc/>
    public void OnStopOverdue()
    {
        // A sink's calls come on its own thread only; its token is cancelled, and the put may look at it.
    }

    /// <inheritdoc/>
    public void OnAssigned(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (keeper.IsKeeperThread)
        {
            keeper.OnAssigned(partitions);
        }
        else
        {
            Guarded(() => OpenPartitions(partitions));
        }
    }

    /// <inheritdoc/>
    public void OnRevoked(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (keeper.IsKeeperThread)
        {
            keeper.OnRevoked(partitions);
        }
        else
        {
            Guarded(() => ClosePartitions(partitions, isLost: false));
        }
    }

    /// <inheritdoc/>
    public void OnLost(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (keeper.IsKeeperThread)
        {
            keeper.OnLost(partitions);
        }
        else
        {
            Guarded(() => ClosePartitions(partitions, isLost: true));
        }
    }

    private void Iterate()
    {
        FollowPause();
        committer.TakeAnswers();
        if (context.TakeCommitRequest() || parts.Time.GetTimestamp() >= nextCommitAt)
        {
            if (!committer.Commit(null, isClosing: false))
            {
                Rewind();
            }

            nextCommitAt = Ticks(parts.CommitInterval);
        }

        Seek();
        if (context.TakePausesChanged())
        {
            ApplyPauses();
        }

        using (var polled = reader.Poll(PollTimeout(), control.Stopping))
        {
            if (rebalanceFailure is { } failure)
            {
                rebalanceFailure = null;
                throw new ConnectException($"Opening or closing partitions failed: {failure.Message}", failure);
            }

            Convert(polled.Records);
        }

        if (!IsRedelivering || parts.Time.GetTimestamp() >= redeliverAt)
        {
            Deliver();
        }
    }

    private void FollowPause()
    {
        if (control.IsPauseWanted == paused)
        {
            return;
        }

        paused = !paused;
        ApplyPauses();
        parts.Listener.OnTask(parts.Id, paused ? RunState.Paused : RunState.Running, null);
        if (paused)
        {
            nextCommitAt = parts.Time.GetTimestamp();
        }
    }

    private TimeSpan PollTimeout()
    {
        var now = parts.Time.GetTimestamp();
        var until = IsRedelivering ? Math.Min(nextCommitAt, redeliverAt) : nextCommitAt;
        return until <= now ? TimeSpan.Zero : parts.Time.GetElapsedTime(now, until);
    }

    private void Convert(ReadOnlySpan<ConsumedRecord> records)
    {
        if (records.Length == 0)
        {
            return;
        }

        parts.Metrics.Polled(records.Length);
        batch.EnsureCapacity(batch.Count + records.Length);
        foreach (ref readonly var record in records)
        {
            var topic = record.TopicPartition.Topic;
            if (!ReferenceEquals(topic, lastTopic))
            {
                lastTopic = topic;
                if (topicsSeen.Add(topic))
                {
                    parts.Listener.OnTopic(parts.Id, topic);
                }
            }

            var outcome = parts.Pipeline.Process(record);
            offsets.Read(record.TopicPartition, record.Offset + 1);
            if (outcome.HasPassed)
            {
                batch.Add(outcome.Result);
                if (parts.Pipeline.LastTrace is { } trace)
                {
                    (traces ??= []).Add(trace);
                }
            }
        }
    }

    private void Deliver()
    {
        try
        {
            keeper.Begin();
            var began = parts.Metrics.Now;
            bool wasKept;
            try
            {
                using (RecordTraces.Put(taskName, batch.Count, traces))
                using (parts.Enter())
                {
                    PluginWait.For(task.PutAsync(batch, control.Stopping));
                }

                offsets.Put();
                parts.Metrics.Put(batch.Count, began);
            }
            finally
            {
                wasKept = keeper.End(OpenPartitions);
            }

            if (batch.Count > 0)
            {
                parts.Metrics.SetActive(offsets.Active);
            }

            batch = [];
            traces = null;
            if (IsRedelivering || wasKept)
            {
                redeliveries = 0;
                ApplyPauses();
            }
        }
        catch (RetriableException error)
        {
            redeliveries++;
            var wait = context.TakeTimeout() ?? redeliveryBackoff.After(redeliveries);
            redeliverAt = Ticks(wait);
            Log.PutRetried(parts.Logger, parts.Id, batch.Count, wait.TotalSeconds, error);
            ApplyPauses();
        }
        catch (Exception error) when (error is not OperationCanceledException || !control.IsStopping)
        {
            throw new ConnectException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{error.Message} ({Stage.TaskPut.ContractName()} with {parts.TaskClassName}, {Place()}). Exiting the sink task due to an unrecoverable error."),
                error);
        }
    }

    private string Place() => batch.Count == 0
        ? "no records"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Count} records from {batch[0].OriginalTopicPartition} offset {batch[0].KafkaOffset} to {batch[^1].OriginalTopicPartition} offset {batch[^1].KafkaOffset}");

    private void Seek()
    {
        if (context.TakeSeeks() is not { } wanted)
        {
            return;
        }

        foreach (var (partition, offset) in wanted)
        {
            if (offsets.TrySeek(partition, offset))
            {
                reader.Seek(partition, offset);
                batch.RemoveAll(r => r.OriginalTopicPartition == partition);
            }
            else
            {
                Log.SeekRefused(parts.Logger, parts.Id, partition, offset);
            }
        }
    }

    private void Rewind()
    {
        foreach (var (partition, offset) in offsets.Rewind())
        {
            Log.Rewound(parts.Logger, parts.Id, partition, offset.Offset);
            reader.Seek(partition, offset.Offset);
        }

        // What was put or waits to be put comes again from the committed offsets.
        batch = [];
        traces = null;
        redeliveries = 0;
        ApplyPauses();
    }

    private void ApplyPauses()
    {
        var stop = new List<TopicPartition>();
        var go = new List<TopicPartition>();
        foreach (var partition in assigned)
        {
            (paused || IsRedelivering || context.IsPaused(partition) ? stop : go).Add(partition);
        }

        if (stop.Count > 0)
        {
            reader.Pause(stop);
        }

        if (go.Count > 0)
        {
            reader.Resume(go);
        }
    }

    private void OpenPartitions(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        foreach (var partition in partitions)
        {
            offsets.Assigned(partition, reader.Position(partition, control.Stopping));
        }

        assigned.UnionWith(partitions);
        parts.Metrics.Partitions = assigned.Count;
        context.Assigned(partitions);
        using (parts.Enter())
        {
            PluginWait.For(task.OpenAsync(partitions, control.Stopping));
        }

        Seek();
        ApplyPauses();
    }

    private void ClosePartitions(IReadOnlyCollection<TopicPartition> partitions, bool isLost)
    {
        if (partitions.Count == 0 || control.IsAbandoned)
        {
            return;
        }

        try
        {
            if (!isLost)
            {
                committer.Commit(partitions, isClosing: true);
            }
        }
        finally
        {
            assigned.ExceptWith(partitions);
            parts.Metrics.Partitions = assigned.Count;
            batch.RemoveAll(r => partitions.Contains(r.OriginalTopicPartition));
            if (batch.Count == 0)
            {
                redeliveries = 0;
            }

            try
            {
                using (parts.Enter())
                {
                    PluginWait.For(task.CloseAsync(partitions, CancellationToken.None));
                }
            }
            finally
            {
                offsets.Removed(partitions);
                parts.Metrics.SetActive(offsets.Active);
                context.Removed(partitions);
            }
        }
    }

    private void CloseReader()
    {
        // On a task that failed in its put, what was put before is still committed.
        PluginWait.For(reader.CloseAsync(parts.CommitTimeout));
        if (rebalanceFailure is { } failure)
        {
            rebalanceFailure = null;
            throw new ConnectException($"Closing partitions failed: {failure.Message}", failure);
        }
    }

    private void StopOnce()
    {
        if (!initialized || Interlocked.Exchange(ref stopped, 1) != 0)
        {
            return;
        }

        using (parts.Enter())
        {
            PluginWait.For(task.StopAsync(CancellationToken.None));
        }
    }

    // The listener is called from inside the client library: an error must not pass through it.
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            rebalanceFailure ??= error;
        }
    }

    private long Ticks(TimeSpan fromNow) =>
        parts.Time.GetTimestamp() + (long)(fromNow.TotalSeconds * parts.Time.TimestampFrequency);

    private static partial class Log
    {
        [LoggerMessage(EventId = 450, Level = LogLevel.Warning, Message = "Task {Task}: a put of {Count} records failed for now; the same records come again in {Seconds} s")]
        public static partial void PutRetried(ILogger logger, ConnectorTaskId task, int count, double seconds, Exception error);

        [LoggerMessage(EventId = 451, Level = LogLevel.Warning, Message = "Task {Task} asked for offset {Offset} of {Partition}, which is not assigned to it; ignored")]
        public static partial void SeekRefused(ILogger logger, ConnectorTaskId task, TopicPartition partition, long offset);

        [LoggerMessage(EventId = 452, Level = LogLevel.Information, Message = "Task {Task} goes back to the last committed offset {Offset} of {Partition}")]
        public static partial void Rewound(ILogger logger, ConnectorTaskId task, TopicPartition partition, long offset);
    }
}
