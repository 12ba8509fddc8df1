using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Broker;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
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
    public async Task PutTenTimesMaxPollInterval_WhileASecondMemberJoins_LosesAndRepeatsNothing()
    {
        await CreateTopicAsync("t", 2);
        await log.WriteAsync("t", Enumerable.Range(0, 20).Select(i => $"v{i}"));
        var maxPollInterval = TimeSpan.FromMilliseconds(500);
        using var inPut = new ManualResetEventSlim();
        var slow = true;
        var task = new CollectingTask
        {
            BeforePut = (records, _) =>
            {
                if (records.Count > 0 && slow)
                {
                    slow = false;
                    inPut.Set();
                    CancellationToken.None.WaitHandle.WaitOne(maxPollInterval * 10);
                }
            },
        };
        var thread = Start(task, maxPollInterval);
        Assert.True(inPut.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        await using var second = log.Broker.OpenReader(Consumer(maxPollInterval));
        var owned = new Ownership();
        second.Subscribe(["t"], owned);
        var stolen = new List<long>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (owned.Partitions.Count == 0)
        {
            using var batch = second.Poll(TimeSpan.FromMilliseconds(50), limit.Token);
            foreach (var record in batch.Records)
            {
                stolen.Add(record.Offset);
            }
        }

        await StopAsync(thread);

        // The put was let end: its records were committed before the partition moved, so that the other member starts after them.
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.Equal(RunState.Unassigned, listener.Next().State);
        Assert.Empty(stolen);
        Assert.Equal(20, task.Values.Distinct().Count());
        Assert.Equal(20, await CommittedAsync("t", 2));
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

    private async Task<long?> CommittedAsync(string topic, int partitions = 1)
    {
        await using var admin = log.Broker.OpenAdmin(new Dictionary<string, string>());
        var offsets = await admin.ListGroupOffsetsAsync("connect-c", TestContext.Current.CancellationToken);
        var found = Enumerable.Range(0, partitions).Where(p => offsets.ContainsKey(new TopicPartition(topic, p))).ToArray();
        return found.Length == 0 ? null : found.Sum(p => offsets[new TopicPartition(topic, p)].Offset);
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
        private readonly ConcurrentQueue<string> values = new();
        private readonly ConcurrentQueue<string> calls = new();
        private readonly SemaphoreSlim arrived = new(0);
        private int awaited;

        public IReadOnlyList<string> Values => [.. values];

        public IReadOnlyList<string> Calls => [.. calls];

        public Action<IReadOnlyList<SinkRecord>, ISinkTaskContext>? BeforePut { get; init; }

        public Func<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>, IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>>? PreCommit { get; init; }

        public void WaitFor(int count) => Assert.True(TryWaitFor(count, TimeSpan.FromSeconds(30)), $"{values.Count} of {count} records arrived.");

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
                values.Enqueue((string)record.Value!);
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
