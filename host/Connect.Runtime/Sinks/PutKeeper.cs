using Connect.Abi.Records;
using Connect.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>
/// Keeps a sink task's membership alive while a put lasts: past a third of <c>max.poll.interval.ms</c> a thread pauses the assignment and
/// polls in the task's place. A rebalance that it meets is parked until the task's thread has ended its put and closed what goes, or
/// until the time for that is nearly over.
/// </summary>
/// <remarks>The reader belongs to one of the two threads at a time, but while a revocation is parked: then the task's thread commits
/// from outside, as the reader's contract allows while the listener is called.</remarks>
internal sealed partial class PutKeeper : IDisposable
{
    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(250);

    private readonly SinkTaskParts parts;
    private readonly Action<IReadOnlyCollection<TopicPartition>, bool> closePartitions;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private readonly TimeSpan stalledAfter;
    private readonly TimeSpan parkedAtMost;
    private readonly Queue<Event> events = new();
    private Thread? keeperThread;
    private ManualResetEventSlim? ended;
    private Parked? parked;
    private Exception? failure;
    private bool isPutting;

    /// <summary>Makes one.</summary>
    /// <param name="parts">The task.</param>
    /// <param name="closePartitions">Closes partitions on the task's thread; the flag says that they are lost already.</param>
    public PutKeeper(SinkTaskParts parts, Action<IReadOnlyCollection<TopicPartition>, bool> closePartitions)
    {
        this.parts = parts;
        this.closePartitions = closePartitions;
        stalledAfter = parts.MaxPollInterval / 3;
        parkedAtMost = parts.MaxPollInterval * 0.8;
        timer = parts.Time.CreateTimer(
            static state => ((PutKeeper)state!).OnStalled(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the calling thread is the keeper's.</summary>
    public bool IsKeeperThread => Thread.CurrentThread == Volatile.Read(ref keeperThread);

    /// <summary>The task's thread goes into the plugin.</summary>
    public void Begin()
    {
        lock (gate)
        {
            isPutting = true;
        }

        timer.Change(stalledAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The task's thread is back: closes what a parked rebalance takes away, takes the reader back.
    /// </summary>
    /// <param name="assigned">Gets partitions that were assigned meanwhile; they are paused.</param>
    /// <returns>True where the keeper was at work: pauses have to be set anew.</returns>
    public bool End(Action<IReadOnlyCollection<TopicPartition>> assigned)
    {
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ManualResetEventSlim? running;
        lock (gate)
        {
            isPutting = false;
            running = ended;
        }

        if (running is null)
        {
            return false;
        }

        parts.Reader.Wakeup();
        while (true)
        {
            CloseParked();
            if (running.Wait(PollStep, CancellationToken.None))
            {
                break;
            }

            parts.Reader.Wakeup();
        }

        CloseParked();
        lock (gate)
        {
            running.Dispose();
            ended = null;
            keeperThread = null;
        }

        if (failure is { } error)
        {
            failure = null;
            throw new AggregateException("The group membership could not be kept during a long put: " + error.Message, error);
        }

        while (TryTakeEvent(out var next))
        {
            if (next.IsAssigned)
            {
                assigned(next.Partitions);
            }
            else
            {
                closePartitions(next.Partitions, true);
            }
        }

        return true;
    }

    /// <summary>New partitions, met by the keeper: paused at once, opened when the put is over.</summary>
    public void OnAssigned(IReadOnlyCollection<TopicPartition> partitions)
    {
        parts.Reader.Pause(partitions);
        lock (gate)
        {
            events.Enqueue(new Event(partitions, IsAssigned: true));
        }
    }

    /// <summary>Partitions are to go, met by the keeper: waits for the task's thread, but not beyond the group's patience.</summary>
    public void OnRevoked(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        using var revocation = new Parked(partitions);
        lock (gate)
        {
            parked = revocation;
        }

        Log.Parked(parts.Logger, parts.Id, partitions.Count);
        var inTime = revocation.Done.Wait(parkedAtMost, CancellationToken.None);
        lock (gate)
        {
            if (!inTime && !revocation.IsTaken)
            {
                parked = null;
                events.Enqueue(new Event(partitions, IsAssigned: false));
                Log.GivenUp(parts.Logger, parts.Id, partitions.Count, parkedAtMost.TotalSeconds);
                return;
            }
        }

        // Taken just before the time ran out: the commit is under way and has its own bound.
        revocation.Done.Wait(CancellationToken.None);
    }

    /// <summary>Partitions are gone, met by the keeper.</summary>
    public void OnLost(IReadOnlyCollection<TopicPartition> partitions)
    {
        lock (gate)
        {
            events.Enqueue(new Event(partitions, IsAssigned: false));
        }
    }

    public void Dispose() => timer.Dispose();

    private void CloseParked()
    {
        Parked? revocation;
        lock (gate)
        {
            revocation = parked;
            parked = null;
            if (revocation is not null)
            {
                revocation.IsTaken = true;
            }
        }

        if (revocation is null)
        {
            return;
        }

        try
        {
            closePartitions(revocation.Partitions, false);
        }
        finally
        {
            revocation.Done.Set();
        }
    }

    private bool TryTakeEvent(out Event next)
    {
        lock (gate)
        {
            return events.TryDequeue(out next);
        }
    }

    private void OnStalled()
    {
        lock (gate)
        {
            if (!isPutting || ended is not null)
            {
                return;
            }

            ended = new ManualResetEventSlim();
            keeperThread = new Thread(Keep) { IsBackground = true, Name = $"task-{parts.Id}-keeper" };
            keeperThread.UnsafeStart();
        }
    }

    private void Keep()
    {
        using var scope = TaskScope.Begin(parts.Logger, parts.Id);
        try
        {
            Log.Keeping(parts.Logger, parts.Id, stalledAfter.TotalSeconds);
            parts.Reader.Pause(parts.Reader.Assignment);
            while (IsPutting())
            {
                using var nothing = parts.Reader.Poll(PollStep, CancellationToken.None);
                if (nothing.Records.Length > 0)
                {
                    throw new InvalidOperationException(
                        $"{nothing.Records.Length} records came from paused partitions during a long put; their offsets are not committed.");
                }
            }
        }
        catch (Exception error)
        {
            // The thread's edge: the task's thread throws it when its put is over.
            failure = error;
        }
        finally
        {
            Volatile.Read(ref ended)!.Set();
        }
    }

    private bool IsPutting()
    {
        lock (gate)
        {
            return isPutting;
        }
    }

    private readonly record struct Event(IReadOnlyCollection<TopicPartition> Partitions, bool IsAssigned);

    private sealed class Parked(IReadOnlyCollection<TopicPartition> partitions) : IDisposable
    {
        public IReadOnlyCollection<TopicPartition> Partitions { get; } = partitions;

        public ManualResetEventSlim Done { get; } = new();

        public bool IsTaken { get; set; }

        public void Dispose() => Done.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 440, Level = LogLevel.Warning, Message = "Task {Task}: a put lasts longer than {Seconds} s; its group membership is kept alive meanwhile. Smaller batches (consumer.override.max.poll.records) or a longer max.poll.interval.ms avoid this")]
        public static partial void Keeping(ILogger logger, ConnectorTaskId task, double seconds);

        [LoggerMessage(EventId = 441, Level = LogLevel.Information, Message = "Task {Task}: a rebalance takes {Count} partitions away; it waits for the running put")]
        public static partial void Parked(ILogger logger, ConnectorTaskId task, int count);

        [LoggerMessage(EventId = 442, Level = LogLevel.Warning, Message = "Task {Task}: {Count} partitions are given up, since the running put did not end within {Seconds} s; their records since the last commit are delivered again elsewhere")]
        public static partial void GivenUp(ILogger logger, ConnectorTaskId task, int count, double seconds);
    }
}
