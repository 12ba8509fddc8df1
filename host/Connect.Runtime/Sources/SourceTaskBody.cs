using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Broker;
using Connect.Foundation;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>
/// A source task's loop: poll, transform and convert, send, again. Offsets and the plugin's commits go on a second lane, so that a poll
/// that waits for an hour delays none of them.
/// </summary>
internal sealed partial class SourceTaskBody : ITaskBody
{
    // Handed to the writer in pieces, so that the first records of a large batch are on their way while the last are converted. A piece
    // is never larger than what may be in flight.
    private const int MostChunkRecords = 512;
    private const long MostChunkBytes = 1 << 20;

    private readonly SourceTaskParts parts;
    private readonly TaskControl control;
    private readonly SourceTask task;
    private readonly SubmittedRecords submitted = new();
    private readonly InflightLimiter inflight;
    private readonly SourceCommitLane lane;
    private readonly OutgoingRecord[] chunk;
    private readonly long maxChunkBytes;
    private readonly Backoff pollBackoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));
    private int chunkCount;
    private long chunkBytes;
    private int stopped;
    private bool initialized;

    public SourceTaskBody(SourceTaskParts parts, TaskControl control)
    {
        this.parts = parts;
        this.control = control;
        task = parts.Task;
        inflight = new InflightLimiter(parts.MaxInflightRecords, parts.MaxInflightBytes);
        chunk = new OutgoingRecord[Math.Min(MostChunkRecords, parts.MaxInflightRecords)];
        maxChunkBytes = Math.Min(MostChunkBytes, parts.MaxInflightBytes);
        lane = new SourceCommitLane(parts, control, submitted, inflight);
    }

    /// <inheritdoc/>
    public string ClassName => parts.TaskClassName;

    /// <inheritdoc/>
    public void Run(Func<bool> started)
    {
        var context = ExecutionContext.Capture();
        using (parts.Enter())
        {
            initialized = true;
            task.Initialize(parts.Context);
            PluginWait.For(task.StartAsync(parts.Settings, control.Stopping));
        }

        var paused = started();
        lane.Start();
        while (!control.IsStopping)
        {
            if (control.IsPauseWanted)
            {
                if (!paused)
                {
                    paused = true;
                    parts.Listener.OnTask(parts.Id, RunState.Paused, null);
                    lane.RequestCommit();
                }

                control.WaitWhilePaused();
                continue;
            }

            if (paused)
            {
                paused = false;
                parts.Listener.OnTask(parts.Id, RunState.Running, null);
            }

            if (Poll() is { Count: > 0 } records)
            {
                Send(records);
            }

            submitted.Advance();

            // Whatever the plugin left in its async locals ends with the batch.
            if (context is not null)
            {
                ExecutionContext.Restore(context);
            }
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        try
        {
            if (!control.IsAbandoned)
            {
                FlushWriter();
            }
        }
        finally
        {
            try
            {
                PluginWait.For(lane.CompleteAsync());
            }
            finally
            {
                StopOnce();
                parts.Close();
                inflight.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Wake()
    {
        // A poll is ended by the task's token, a pause by the control itself.
    }

    /// <inheritdoc/>
    public void OnStopOverdue() => StopOnce();

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

    private IReadOnlyList<SourceRecord>? Poll()
    {
        for (var failures = 0; ;)
        {
            var began = parts.Metrics.Now;
            try
            {
                IReadOnlyList<SourceRecord>? records;
                using (parts.Enter())
                {
                    records = PluginWait.For(task.PollAsync(control.Stopping));
                }

                if (records is { Count: > 0 })
                {
                    parts.Metrics.Poll(records.Count, began);
                }

                return records;
            }
            catch (RetriableException error)
            {
                failures++;
                Log.PollRetried(parts.Logger, parts.Id, error);
                if (!CancellableWait.Wait(parts.Time, pollBackoff.After(failures), control.Stopping) || control.IsPauseWanted)
                {
                    return null;
                }
            }
        }
    }

    private void Send(IReadOnlyList<SourceRecord> records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            var mark = submitted.Submit(record);
            var outcome = parts.Pipeline.Process(record, mark);
            if (!outcome.HasPassed)
            {
                if (outcome.Kind == OutcomeKind.Failed)
                {
                    lane.Failed(mark);
                }
                else
                {
                    lane.Passed(mark);
                }

                continue;
            }

            var outgoing = outcome.Result;
            mark.KeySize = outgoing.Key?.Length ?? -1;
            mark.ValueSize = outgoing.Value?.Length ?? -1;
            parts.Topics.Ensure(outgoing.Topic, control.Stopping);
            if (chunkCount > 0 && chunkBytes + mark.Size > maxChunkBytes)
            {
                WriteChunk();
            }

            chunk[chunkCount++] = outgoing;
            chunkBytes += mark.Size;
            if (chunkCount == chunk.Length)
            {
                WriteChunk();
            }
        }

        WriteChunk();
    }

    private void WriteChunk()
    {
        if (chunkCount == 0)
        {
            return;
        }

        inflight.Acquire(chunkCount, chunkBytes, control.Stopping);
        var written = 0;
        try
        {
            for (var failures = 0; written < chunkCount;)
            {
                try
                {
                    written += parts.Writer.Write(chunk.AsSpan(written, chunkCount - written), lane, control.Stopping);
                    control.Stopping.ThrowIfCancellationRequested();
                }
                catch (BrokerException error) when (error.IsRetriable)
                {
                    failures++;
                    Log.WriteRetried(parts.Logger, parts.Id, error);
                    if (!CancellableWait.Wait(parts.Time, pollBackoff.After(failures), control.Stopping))
                    {
                        throw new OperationCanceledException(control.Stopping);
                    }
                }
            }
        }
        finally
        {
            // What was not handed over stays unsettled: its offsets are not committed, and it is polled again after a restart.
            Array.Clear(chunk, 0, chunkCount);
            chunkCount = 0;
            chunkBytes = 0;
        }
    }

    private void FlushWriter()
    {
        if (!PluginWait.For(parts.Writer.FlushAsync(parts.FlushTimeout, CancellationToken.None)))
        {
            Log.NotFlushed(parts.Logger, parts.Id, inflight.Records, parts.FlushTimeout.TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 410, Level = LogLevel.Warning, Message = "Task {Task}: the poll failed for now and is tried again")]
        public static partial void PollRetried(ILogger logger, ConnectorTaskId task, Exception error);

        [LoggerMessage(EventId = 411, Level = LogLevel.Warning, Message = "Task {Task}: records could not be written for now and are tried again")]
        public static partial void WriteRetried(ILogger logger, ConnectorTaskId task, Exception error);

        [LoggerMessage(EventId = 412, Level = LogLevel.Warning, Message = "Task {Task} ends with {Records} records not acknowledged within {Seconds} s (offset.flush.timeout.ms); their offsets are not committed, so that they are read again")]
        public static partial void NotFlushed(ILogger logger, ConnectorTaskId task, long records, double seconds);
    }
}
