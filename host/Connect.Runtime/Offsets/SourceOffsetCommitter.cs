using Connect.Abi.Sources;
using Connect.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Offsets;

/// <summary>
/// Writes a source task's committable offsets to the store, within <c>offset.flush.timeout.ms</c>. What could not be written is kept and
/// goes with the next commit. On the task's commit lane.
/// </summary>
internal sealed partial class SourceOffsetCommitter(
    ConnectorTaskId id, OffsetStorageWriter writer, TimeSpan timeout, TimeProvider time, ILogger logger)
{
    /// <summary>Commits offsets.</summary>
    /// <param name="offsets">What has become committable; empty for nothing new.</param>
    /// <returns>False when they could not be written: they are not lost, and later ones do not overtake them.</returns>
    public async ValueTask<bool> CommitAsync(IReadOnlyList<SourceOffset> offsets)
    {
        foreach (var offset in offsets)
        {
            writer.Offset(offset.Partition, offset.Offset);
        }

        using var limit = new CancellationTokenSource(timeout, time);
        try
        {
            if (await writer.BeginFlushAsync(limit.Token))
            {
                await writer.DoFlushAsync(limit.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Log.TimedOut(logger, id, timeout.TotalSeconds);
        }
        catch (Exception error)
        {
            // The writer collects them again for the next interval; the task itself can go on.
            Log.Failed(logger, id, error.Message, error);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 480, Level = LogLevel.Error, Message = "Task {Task}: offsets were not written within {Seconds} s (offset.flush.timeout.ms); they go with the next commit")]
        public static partial void TimedOut(ILogger logger, ConnectorTaskId task, double seconds);

        [LoggerMessage(EventId = 481, Level = LogLevel.Error, Message = "Task {Task}: offsets could not be written and go with the next commit: {Reason}")]
        public static partial void Failed(ILogger logger, ConnectorTaskId task, string reason, Exception error);
    }
}
