using System.Diagnostics.Metrics;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>
/// What a sink task's plugin asks of the host. Its wishes are noted here and carried out by the task's loop, since the reader may be in
/// the keeper's hands while the plugin is in a long put.
/// </summary>
internal sealed class SinkTaskContext(
    Func<IReadOnlyDictionary<string, string>> configs,
    IErrantRecordReporter? reporter,
    Meter metrics,
    ILoggerFactory loggerFactory) : ISinkTaskContext
{
    private readonly Lock gate = new();
    private readonly HashSet<TopicPartition> assignment = [];
    private readonly HashSet<TopicPartition> paused = [];
    private Dictionary<TopicPartition, long>? seeks;
    private TimeSpan? timeout;
    private int commitRequested;
    private bool pausesChanged;

    /// <summary>Called when something was asked for that the loop should see soon.</summary>
    public Action? Wake { get; set; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Configs => configs();

    /// <inheritdoc/>
    public IErrantRecordReporter? ErrantRecordReporter => reporter;

    /// <inheritdoc/>
    public Meter Metrics => metrics;

    /// <inheritdoc/>
    public ILoggerFactory LoggerFactory => loggerFactory;

    /// <inheritdoc/>
    public IReadOnlyCollection<TopicPartition> Assignment
    {
        get
        {
            lock (gate)
            {
                return [.. assignment];
            }
        }
    }

    /// <inheritdoc/>
    public void Offset(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        foreach (var (partition, offset) in offsets)
        {
            Offset(partition, offset);
        }
    }

    /// <inheritdoc/>
    public void Offset(TopicPartition partition, long offset)
    {
        lock (gate)
        {
            (seeks ??= [])[partition] = offset;
        }
    }

    /// <inheritdoc/>
    public void Timeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        lock (gate)
        {
            this.timeout = timeout;
        }
    }

    /// <inheritdoc/>
    public void Pause(params ReadOnlySpan<TopicPartition> partitions)
    {
        lock (gate)
        {
            RequireAssigned(partitions, "pause");
            foreach (var partition in partitions)
            {
                pausesChanged |= paused.Add(partition);
            }
        }
    }

    /// <inheritdoc/>
    public void Resume(params ReadOnlySpan<TopicPartition> partitions)
    {
        lock (gate)
        {
            RequireAssigned(partitions, "resume");
            foreach (var partition in partitions)
            {
                pausesChanged |= paused.Remove(partition);
            }
        }
    }

    /// <inheritdoc/>
    public void RequestCommit()
    {
        Volatile.Write(ref commitRequested, 1);
        Wake?.Invoke();
    }

    public bool TakeCommitRequest() => Interlocked.Exchange(ref commitRequested, 0) != 0;

    public TimeSpan? TakeTimeout()
    {
        lock (gate)
        {
            var taken = timeout;
            timeout = null;
            return taken;
        }
    }

    /// <summary>Where the plugin wants to go on; null for nothing.</summary>
    public IReadOnlyDictionary<TopicPartition, long>? TakeSeeks()
    {
        lock (gate)
        {
            var taken = seeks;
            seeks = null;
            return taken;
        }
    }

    /// <summary>Whether pauses changed since the last time.</summary>
    public bool TakePausesChanged()
    {
        lock (gate)
        {
            var changed = pausesChanged;
            pausesChanged = false;
            return changed;
        }
    }

    /// <summary>The partitions that the plugin has paused.</summary>
    public bool IsPaused(TopicPartition partition)
    {
        lock (gate)
        {
            return paused.Contains(partition);
        }
    }

    public void Assigned(IReadOnlyCollection<TopicPartition> partitions)
    {
        lock (gate)
        {
            assignment.UnionWith(partitions);
        }
    }

    public void Removed(IReadOnlyCollection<TopicPartition> partitions)
    {
        lock (gate)
        {
            assignment.ExceptWith(partitions);
            paused.ExceptWith(partitions);
            foreach (var partition in partitions)
            {
                seeks?.Remove(partition);
            }
        }
    }

    private void RequireAssigned(ReadOnlySpan<TopicPartition> partitions, string what)
    {
        foreach (var partition in partitions)
        {
            if (!assignment.Contains(partition))
            {
                throw new IllegalWorkerStateException(
                    $"SinkTasks may not {what} partitions that are not currently assigned to them: {partition}; "
                    + $"assigned are {(assignment.Count == 0 ? "none" : string.Join(", ", assignment))}.");
            }
        }
    }
}
