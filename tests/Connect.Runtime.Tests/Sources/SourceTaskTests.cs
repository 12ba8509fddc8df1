using System.Diagnostics.Metrics;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Connect.Runtime.Metrics;
using Connect.Runtime.Offsets;
using Connect.Runtime.Sources;
using Connect.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Sources;

public sealed class SourceTaskTests : IAsyncDisposable
{
    private readonly LogFolder log = new();
    private readonly MemoryOffsetStore store = new();
    private readonly RecordingListener listener = new();
    private readonly Meter meter = new("test");

    [Fact]
    public async Task PrefetchOfOne_PollWaitsForTheAcknowledgement_GoesOn()
    {
        var task = new PrefetchOneTask(records: 20);
        var thread = Start(task);
        Assert.Equal(RunState.Running, listener.Next().State);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"v{i}"), await log.ReadAllAsync("t", 20));

        await StopAsync(thread);
        Assert.Equal(RunState.Unassigned, listener.Next().State);
        Assert.Equal(20, task.Acknowledged);
        Assert.Equal(20L, await PositionAsync());
    }

    [Fact]
    public async Task PollThatBlocksForEver_IsEndedByStopFromAnotherThread_Once()
    {
        var task = new BlockedStreamTask();
        var thread = Start(task);
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.True(task.Polling.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        await StopAsync(thread);

        Assert.Equal(RunState.Unassigned, listener.Next().State);
        Assert.Equal(1, task.Stops);
    }

    [Fact]
    public async Task PollThatIgnoresItsStop_IsAbandoned_AndReportsNothingMore()
    {
        var task = new BlockedStreamTask(endsOnStop: false);
        var thread = Start(task);
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.True(task.Polling.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        thread.RequestStop();
        Assert.False(await thread.AwaitEndAsync(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken));
        task.Release.Set();
        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Empty(store.ConnectorPartitions(Make.Id.Connector));
    }

    [Fact]
    public async Task RetriablePoll_IsPolledAgain()
    {
        var polls = 0;
        var thread = Start(new LambdaTask(_ => ++polls == 1 ? throw new RetriableException("later") : polls == 2 ? [Record("v", 1)] : null));

        Assert.Equal(["v"], await log.ReadAllAsync("t", 1));
        await StopAsync(thread);
    }

    [Theory]
    [InlineData(10, 1 << 20, 10)]
    [InlineData(1000, 20, 4)]
    [InlineData(1000, 3, 1)]
    public async Task BoundBelowABatch_IsKept(long maxRecords, long maxBytes, int most)
    {
        var sent = 0;
        CountingWriter? writer = null;
        var thread = Start(
            new LambdaTask(_ => sent++ == 0 ? [.. Enumerable.Range(0, 25).Select(i => Record($"v{i:0000}", i))] : null),
            change: parts => parts with
            {
                Writer = writer = new CountingWriter(parts.Writer),
                MaxInflightRecords = maxRecords,
                MaxInflightBytes = maxBytes,
            });

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"v{i:0000}"), await log.ReadAllAsync("t", 25));

        await StopAsync(thread);
        Assert.InRange(writer!.Batches.Max(), 1, most);
        Assert.InRange(writer.MostOutstanding, 1, most);
    }

    [Fact]
    public async Task FailingPoll_FailsTheTask_AfterCommittingWhatWasAcknowledged()
    {
        var polls = 0;
        var thread = Start(new LambdaTask(_ => ++polls == 1 ? [Record("v", 1)] : throw new InvalidOperationException("the source is gone")));

        Assert.Equal(RunState.Running, listener.Next().State);
        var (state, error) = listener.Next();
        Assert.Equal((RunState.Failed, "the source is gone"), (state, error!.Message));
        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(1L, await PositionAsync());
    }

    [Fact]
    public async Task FailingPoll_CancelsTheTasksToken_ForWhatTheTaskHasBegunBesides()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = Start(new LambdaTask(token =>
        {
            token.UnsafeRegister(_ => cancelled.TrySetResult(), null);
            throw new InvalidOperationException("the source is gone");
        }));

        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Pause_StopsPolling_AndResumeGoesOn()
    {
        var sent = 0;
        var thread = Start(new LambdaTask(_ => [Record("v" + ++sent, sent)]), RunTarget.Paused);
        Assert.Equal(RunState.Paused, listener.Next().State);
        Assert.Equal(0, sent);

        thread.SetTarget(RunTarget.Started);
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.Equal("v1", (await log.ReadAllAsync("t", 1))[0]);

        thread.SetTarget(RunTarget.Paused);
        Assert.Equal(RunState.Paused, listener.Next().State);
        await StopAsync(thread);
    }

    [Fact]
    public async Task FailingStart_FailsTheTask_AndStopsIt()
    {
        var task = new LambdaTask(_ => null, start: () => throw new ConnectException("no connection"));
        var thread = Start(task);

        var (state, error) = listener.Next();
        Assert.Equal((RunState.Failed, "no connection"), (state, error!.Message));
        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(1, task.Stops);
    }

    public async ValueTask DisposeAsync()
    {
        meter.Dispose();
        await log.DisposeAsync();
    }

    private static SourceRecord Record(string value, long position) => new(
        new Dictionary<string, object?> { ["file"] = "f" }, new Dictionary<string, object?> { ["position"] = position }, "t", null, value);

    private TaskThread Start(
        SourceTask task, RunTarget target = RunTarget.Started, Func<SourceTaskParts, SourceTaskParts>? change = null)
    {
        change ??= parts => parts;
        var thread = new TaskThread(Make.Id, target, control => new SourceTaskBody(change(Parts(task, control)), control), listener, NullLogger.Instance, TimeProvider.System);
        thread.Start();
        return thread;
    }

    private SourceTaskParts Parts(SourceTask task, TaskControl control)
    {
        var writer = log.Broker.OpenWriter(new Dictionary<string, string>());
        var admin = log.Broker.OpenAdmin(new Dictionary<string, string>());
        return new SourceTaskParts
        {
            Id = Make.Id,
            Task = task,
            TaskClassName = task.GetType().Name,
            Settings = new Dictionary<string, string>(),
            Context = new SourceTaskContext(
                new Dictionary<string, string>(), new OffsetStorageReader(store, Make.Id.Connector, NullLogger.Instance), meter, NullLoggerFactory.Instance),
            Pipeline = new SourcePipeline(Make.Pipeline(control.Stopping)),
            Writer = writer,
            Topics = new TopicCreator(Make.Id, _ => null, admin, listener, NullLogger.Instance),
            Offsets = new SourceOffsetCommitter(
                Make.Id, new OffsetStorageWriter(store, Make.Id.Connector), TimeSpan.FromSeconds(5), TimeProvider.System, NullLogger.Instance),
            FlushInterval = TimeSpan.FromMinutes(1),
            FlushTimeout = TimeSpan.FromSeconds(5),
            MaxInflightRecords = 1000,
            MaxInflightBytes = 1 << 20,
            Metrics = new SourceTaskMetrics(Make.Id, MetricWindows.Default),
            Listener = listener,
            Time = TimeProvider.System,
            Logger = NullLogger.Instance,
            Enter = () => default,
            Close = () =>
            {
                PluginWait.For(writer.DisposeAsync());
                PluginWait.For(admin.DisposeAsync());
            },
        };
    }

    private static async Task StopAsync(TaskThread thread)
    {
        thread.RequestStop();
        Assert.True(await thread.AwaitEndAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private async Task<object?> PositionAsync()
    {
        var reader = new OffsetStorageReader(store, Make.Id.Connector, NullLogger.Instance);
        var offset = await reader.OffsetAsync(new Dictionary<string, object?> { ["file"] = "f" }, TestContext.Current.CancellationToken);
        return offset?["position"];
    }

    /// <summary>As queues with a prefetch of 1: the next message comes only when the one before is acknowledged.</summary>
    private sealed class PrefetchOneTask(int records) : SourceTask
    {
        private readonly SemaphoreSlim mayRead = new(1);
        private int sent;

        public int Acknowledged { get; private set; }

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) => default;

        public override ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
        {
            mayRead.Wait(cancellationToken);
            if (sent == records)
            {
                cancellationToken.WaitHandle.WaitOne();
                return new((IReadOnlyList<SourceRecord>?)null);
            }

            sent++;
            return new([Record($"v{sent - 1}", sent)]);
        }

        public override ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken)
        {
            Assert.NotNull(metadata);
            Acknowledged++;
            mayRead.Release();
            return default;
        }

        public override ValueTask StopAsync(CancellationToken cancellationToken) => default;
    }

    /// <summary>As a blocking read on a stream: it looks at no token, only closing the stream ends it.</summary>
    private sealed class BlockedStreamTask(bool endsOnStop = true) : SourceTask
    {
        public ManualResetEventSlim Polling { get; } = new();

        public ManualResetEventSlim Release { get; } = new();

        public int Stops { get; private set; }

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) => default;

        public override ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
        {
            Polling.Set();
            Release.Wait(CancellationToken.None);
            return new((IReadOnlyList<SourceRecord>?)[Record("late", 1)]);
        }

        public override ValueTask StopAsync(CancellationToken cancellationToken)
        {
            Stops++;
            if (endsOnStop)
            {
                Release.Set();
            }

            return default;
        }
    }

    private sealed class LambdaTask(Func<CancellationToken, IReadOnlyList<SourceRecord>?> poll, Action? start = null) : SourceTask
    {
        public int Stops { get; private set; }

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
        {
            start?.Invoke();
            return default;
        }

        public override ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken) => new(poll(cancellationToken));

        public override ValueTask StopAsync(CancellationToken cancellationToken)
        {
            Stops++;
            return default;
        }
    }
}
