using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Broker;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Connect.Runtime.Metrics;
using Connect.Runtime.Sinks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Sinks;

public sealed class SinkTaskTests : IAsyncDisposable
{
    private readonly LogFolder log = new();
    private readonly RecordingListener listener = new();
    private readonly Meter meter = new("test");

    [Fact]
    public async Task Records_ArePutInOrder_AndCommittedAtTheStop()
    {
        await log.WriteAsync("t", Enumerable.Range(0, 1200).Select(i => $"v{i}"));
        var task = new CollectingTask();
        var thread = Start(task);

        task.WaitFor(1200);
        await StopAsync(thread);

        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"v{i}"), task.Values);
        Assert.Equal(1200, await CommittedAsync("t"));
        Assert.Equal(["open", "close", "stop"], task.Calls);
    }

    [Fact]
    public async Task RetriablePut_GetsTheSameBatchAgain()
    {
        await log.WriteAsync("t", ["a", "b"]);
        var tries = 0;
        var task = new CollectingTask
        {
            BeforePut = (records, context) =>
            {
                if (records.Count > 0 && ++tries < 3)
                {
                    context.Timeout(TimeSpan.FromMilliseconds(20));
                    throw new RetriableException("later");
                }
            },
        };
        var thread = Start(task);

        task.WaitFor(2);
        await StopAsync(thread);

        Assert.Equal(["a", "b"], task.Values);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task FailingPut_FailsTheTask_AndCommitsOnlyWhatWasPutBefore()
    {
        await log.WriteAsync("t", ["a"]);
        var task = new CollectingTask
        {
            BeforePut = (records, _) =>
            {
                if (records.Any(r => (string?)r.Value == "bad"))
                {
                    throw new DataException("can't write bad");
                }
            },
        };
        var thread = Start(task);
        Assert.Equal(RunState.Running, listener.Next().State);
        task.WaitFor(1);
        await log.WriteAsync("t", ["bad"]);

        var (state, error) = listener.Next();
        Assert.Equal(RunState.Failed, state);
        Assert.StartsWith("can't write bad (TASK_PUT with CollectingTask, 1 records from t-0 offset 1", error!.Message, StringComparison.Ordinal);
        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(1, await CommittedAsync("t"));
    }

    [Fact]
    public async Task PutTenTimesMaxPollInterval_WhileASecondMemberJoins_GivesPartitionsUpInTime_AndStaysInTheGroup()
    {
        await CreateTopicAsync("t", 2);
        await log.WriteAsync("t", Enumerable.Range(0, 40).Select(i => $"v{i}"), partitions: 2);
        var maxPollInterval = TimeSpan.FromMilliseconds(500);
        using var slow = new SlowPut(maxPollInterval * 10);
        var task = new CollectingTask { BeforePut = slow.Wait };
        var thread = Start(task, maxPollInterval);
        Assert.Equal(RunState.Running, listener.Next().State);
        slow.AwaitBegin();

        await using var second = log.Broker.OpenReader(Consumer(maxPollInterval));
        var owned = new Ownership();
        second.Subscribe(["t"], owned);
        PollUntil(second, () => owned.Partitions.Count == 1);
        Assert.False(slow.IsOver, "The other member had to wait for the whole put.");

        // The other member goes on polling: it would have to leave otherwise, and give its partition back.
        PollUntil(second, () => task.TryWaitFor(40, TimeSpan.Zero));
        Assert.Equal(40, task.Values.Take(40).Distinct().Count());

        // What the task kept comes again, since nothing of it was committed, and is committed now: it is still a member.
        var kept = new TopicPartition("t", 1 - owned.Partitions.Single().Partition);
        var expected = await EndAsync(kept);
        PollUntil(second, () => task.Records.Skip(40).Count(r => r.OriginalTopicPartition == kept) == expected);
        thread.RequestStop();
        PollUntil(second, () => thread.Ended.IsCompleted);
        Assert.Equal(RunState.Unassigned, listener.Next().State);
        Assert.Equal(expected, await CommittedAsync(kept));
    }

    [Fact]
    public async Task PutPastAThirdOfMaxPollInterval_ParksTheRebalance_UntilItIsCommitted()
    {
        await CreateTopicAsync("t", 2);
        await log.WriteAsync("t", Enumerable.Range(0, 40).Select(i => $"v{i}"), partitions: 2);
        var maxPollInterval = TimeSpan.FromSeconds(4);
        using var slow = new SlowPut(maxPollInterval * 0.6);
        var task = new CollectingTask { BeforePut = slow.Wait };
        var thread = Start(task, maxPollInterval);
        Assert.Equal(RunState.Running, listener.Next().State);
        slow.AwaitBegin();

        await using var second = log.Broker.OpenReader(Consumer(maxPollInterval));
        var owned = new Ownership();
        second.Subscribe(["t"], owned);
        var repeated = PollUntil(second, () => owned.Partitions.Count == 1);
        Assert.True(slow.IsOver, "The partitions moved before the put was over.");
        thread.RequestStop();
        repeated += PollUntil(second, () => thread.Ended.IsCompleted && owned.Partitions.Count == 2);

        // The put was let end and its records were committed before the partitions moved: nothing comes twice.
        Assert.Equal(RunState.Unassigned, listener.Next().State);
        Assert.Equal(0, repeated);
        Assert.Equal(40, task.Values.Count);
    }

    [Fact]
    public async Task TopicThatComesLater_IsReadWhenItIsThere()
    {
        var task = new CollectingTask();
        var thread = Start(task);
        Assert.Equal(RunState.Running, listener.Next().State);

        await log.WriteAsync("t", ["late"]);

        task.WaitFor(1);
        await StopAsync(thread);
    }

    [Fact]
    public async Task Pause_HoldsRecordsBack_UntilResume()
    {
        await log.WriteAsync("t", ["a"]);
        var task = new CollectingTask();
        var thread = Start(task);
        Assert.Equal(RunState.Running, listener.Next().State);
        task.WaitFor(1);

        thread.SetTarget(RunTarget.Paused);
        Assert.Equal(RunState.Paused, listener.Next().State);
        await log.WriteAsync("t", ["b"]);
        Assert.False(task.TryWaitFor(2, TimeSpan.FromMilliseconds(300)));
        thread.SetTarget(RunTarget.Started);

        Assert.Equal(RunState.Running, listener.Next().State);
        task.WaitFor(2);
        await StopAsync(thread);
    }

    [Fact]
    public async Task OffsetsBeyondWhatWasPut_AreNotCommitted()
    {
        await log.WriteAsync("t", ["a", "b", "c"]);
        var task = new CollectingTask { PreCommit = offsets => offsets.ToDictionary(e => e.Key, e => new OffsetAndMetadata(e.Value.Offset + 5)) };
        var thread = Start(task);
        task.WaitFor(3);

        await StopAsync(thread);

        Assert.Null(await CommittedAsync("t"));
    }

    [Fact]
    public async Task TaskThatRewinds_GetsRecordsAgain()
    {
        await log.WriteAsync("t", ["a", "b", "c"]);
        var rewound = false;
        var task = new CollectingTask
        {
            BeforePut = (records, context) =>
            {
                if (!rewound && records.Count > 0)
                {
                    rewound = true;
                    context.Offset(new TopicPartition("t", 0), 1);
                    context.RequestCommit();
                }
            },
        };
        var thread = Start(task);

        task.WaitFor(5);
        await StopAsync(thread);

        Assert.Equal(["a", "b", "c", "b", "c"], task.Values);
    }

    public async ValueTask DisposeAsync()
    {
        meter.Dispose();
        await log.DisposeAsync();
    }

    private static Dictionary<string, string> Consumer(TimeSpan? maxPollInterval) => new()
    {
        ["group.id"] = "connect-c",
        ["auto.offset.reset"] = "earliest",
        ["max.poll.interval.ms"] = ((long)(maxPollInterval ?? TimeSpan.FromMinutes(5)).TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private TaskThread Start(SinkTask task, TimeSpan? maxPollInterval = null)
    {
        var thread = new TaskThread(
            Make.Id, RunTarget.Started, control => new SinkTaskBody(Parts(task, control, maxPollInterval), control), listener, NullLogger.Instance, TimeProvider.System);
        thread.Start();
        return thread;
    }

    private SinkTaskParts Parts(SinkTask task, TaskControl control, TimeSpan? maxPollInterval)
    {
        var reader = log.Broker.OpenReader(Consumer(maxPollInterval));
        var settings = new Dictionary<string, string>();
        return new SinkTaskParts
        {
            Id = Make.Id,
            Task = task,
            TaskClassName = task.GetType().Name,
            Settings = settings,
            Context = new SinkTaskContext(() => settings, null, meter, NullLoggerFactory.Instance),
            Pipeline = new SinkPipeline(Make.Pipeline(control.Stopping), keepRaw: false),
            Reader = reader,
            Topics = ["t"],
            TopicsPattern = null,
            DeadLetters = null,
            CommitInterval = TimeSpan.FromMinutes(1),
            CommitTimeout = TimeSpan.FromSeconds(5),
            MaxPollInterval = maxPollInterval ?? TimeSpan.FromMinutes(5),
            Metrics = new SinkTaskMetrics(Make.Id, MetricWindows.Default),
            Listener = listener,
            Time = TimeProvider.System,
            Logger = NullLogger.Instance,
            Enter = () => default,
            Close = () => PluginWait.For(reader.DisposeAsync()),
        };
    }

    private static async Task StopAsync(TaskThread thread)
    {
        thread.RequestStop();
        Assert.True(await thread.AwaitEndAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    private async Task CreateTopicAsync(string topic, int partitions)
    {
        await using var admin = log.Broker.OpenAdmin(new Dictionary<string, string>());
        await admin.CreateTopicAsync(new NewTopic(topic, partitions, 1, new Dictionary<string, string>()), TestContext.Current.CancellationToken);
    }

    private Task<long?> CommittedAsync(string topic) => CommittedAsync(new TopicPartition(topic, 0));

    private async Task<long> EndAsync(TopicPartition partition)
    {
        await using var admin = log.Broker.OpenAdmin(new Dictionary<string, string>());
        return (await admin.ListOffsetsAsync([partition], false, TestContext.Current.CancellationToken))[partition].End;
    }

    private async Task<long?> CommittedAsync(TopicPartition partition)
    {
        await using var admin = log.Broker.OpenAdmin(new Dictionary<string, string>());
        var offsets = await admin.ListGroupOffsetsAsync("connect-c", TestContext.Current.CancellationToken);
        return offsets.TryGetValue(partition, out var offset) ? offset.Offset : null;
    }

    /// <summary>Polls as a member until something is so; how many records came.</summary>
    private static int PollUntil(IRecordReader reader, Func<bool> condition)
    {
        var count = 0;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            using var batch = reader.Poll(TimeSpan.FromMilliseconds(50), limit.Token);
            count += batch.Records.Length;
        }

        return count;
    }

    /// <summary>Makes the first put that has records last.</summary>
    private sealed class SlowPut(TimeSpan duration) : IDisposable
    {
        private readonly ManualResetEventSlim begun = new();
        private int state;

        public bool IsOver => Volatile.Read(ref state) == 2;

        public void Wait(IReadOnlyList<SinkRecord> records, ISinkTaskContext context)
        {
            if (records.Count > 0 && Interlocked.CompareExchange(ref state, 1, 0) == 0)
            {
                begun.Set();
                CancellationToken.None.WaitHandle.WaitOne(duration);
                Volatile.Write(ref state, 2);
            }
        }

        public void AwaitBegin() => Assert.True(begun.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        public void Dispose() => begun.Dispose();
    }

    private sealed class Ownership : IAssignmentListener
    {
        public HashSet<TopicPartition> Partitions { get; } = [];

        public void OnAssigned(IReadOnlyCollection<TopicPartition> partitions) => Partitions.UnionWith(partitions);

        public void OnRevoked(IReadOnlyCollection<TopicPartition> partitions) => Partitions.ExceptWith(partitions);

        public void OnLost(IReadOnlyCollection<TopicPartition> partitions) => Partitions.ExceptWith(partitions);
    }

    private sealed class CollectingTask : SinkTask
    {
        private readonly ConcurrentQueue<SinkRecord> arrivals = new();
        private readonly ConcurrentQueue<string> calls = new();
        private readonly SemaphoreSlim arrived = new(0);
        private int awaited;

        public IReadOnlyList<SinkRecord> Records => [.. arrivals];

        public IReadOnlyList<string> Values => [.. arrivals.Select(r => (string)r.Value!)];

        public IReadOnlyList<string> Calls => [.. calls];

        public Action<IReadOnlyList<SinkRecord>, ISinkTaskContext>? BeforePut { get; init; }

        public Func<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>, IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>>? PreCommit { get; init; }

        public CollectingTask WaitFor(int count)
        {
            Assert.True(TryWaitFor(count, TimeSpan.FromSeconds(30)), $"{arrivals.Count} of {count} records arrived.");
            return this;
        }

        public bool TryWaitFor(int count, TimeSpan limit)
        {
            while (awaited < count)
            {
                if (!arrived.Wait(limit, TestContext.Current.CancellationToken))
                {
                    return false;
                }

                awaited++;
            }

            return true;
        }

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) => default;

        public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
        {
            BeforePut?.Invoke(records, Context!);
            foreach (var record in records)
            {
                arrivals.Enqueue(record);
                arrived.Release();
            }

            return default;
        }

        public override ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync(
            IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken) =>
            PreCommit is null ? base.PreCommitAsync(currentOffsets, cancellationToken) : new(PreCommit(currentOffsets));

        public override ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
        {
            calls.Enqueue("open");
            return default;
        }

        public override ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
        {
            calls.Enqueue("close");
            return default;
        }

        public override ValueTask StopAsync(CancellationToken cancellationToken)
        {
            calls.Enqueue("stop");
            return default;
        }
    }
}
