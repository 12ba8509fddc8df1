using System.Diagnostics.Metrics;
using Connect.Abi.Sources;
using Connect.Broker;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Connect.Runtime.Metrics;
using Connect.Runtime.Offsets;
using Connect.Runtime.Sources;
using Connect.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Sources;

/// <summary>When the offset of a record that failed moves, and when its source hears of it.</summary>
public sealed class SourceDeadLetterTests : IAsyncDisposable
{
    private readonly LogFolder log = new();
    private readonly MemoryOffsetStore store = new();
    private readonly RecordingListener listener = new();
    private readonly HeldWriter letters = new();
    private readonly Meter meter = new("test");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Offset_OfARecordThatFailed_MovesOnceItsLetterIsInTheLog(bool hearsOfRecords)
    {
        var task = hearsOfRecords ? new ListeningTask() : new BatchTask();
        var thread = Start(task);
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.Equal(["a", "c"], await log.ReadAllAsync("t", 2));
        Assert.Equal(("dlq", "bad"), await letters.NextAsync());

        thread.SetTarget(RunTarget.Paused);
        Assert.Equal(RunState.Paused, listener.Next().State);
        Assert.Equal(1L, await UntilPositionAsync(1));
        Assert.DoesNotContain("bad", task.Heard);

        letters.Settle(error: null);
        await StopAsync(thread);

        Assert.Equal(3L, await UntilPositionAsync(3));
        if (hearsOfRecords)
        {
            Assert.Equal(["a", "bad", "c"], task.Heard.Order());
        }
    }

    [Fact]
    public async Task Letter_ThatCantBeWritten_FailsTheTaskAndKeepsTheOffset()
    {
        var thread = Start(new BatchTask());
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.Equal(["a", "c"], await log.ReadAllAsync("t", 2));
        await letters.NextAsync();

        letters.Settle(new BrokerException(BrokerErrorCode.Other, "disk full"));

        var (state, error) = listener.Next();
        Assert.Equal(RunState.Failed, state);
        Assert.Contains("dead letter could not be written to topic dlq", error!.Message, StringComparison.Ordinal);
        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(1L, await UntilPositionAsync(1));
    }

    [Fact]
    public async Task Record_ThatTheLogRefuses_GoesToTheLetters()
    {
        var task = new ListeningTask("a", "c");
        var thread = Start(task, refusing: "c");
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.Equal(("dlq", "c"), await letters.NextAsync());
        letters.Settle(error: null);

        await StopAsync(thread);

        Assert.Equal(2L, await UntilPositionAsync(2));
        Assert.Equal(["a", "c"], task.Heard.Order());
    }

    [Fact]
    public async Task Stop_WithALetterOnItsWay_WaitsForIt()
    {
        var thread = Start(new BatchTask());
        Assert.Equal(RunState.Running, listener.Next().State);
        Assert.Equal(["a", "c"], await log.ReadAllAsync("t", 2));
        await letters.NextAsync();
        thread.RequestStop();
        await letters.Flushing.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(thread.Ended.IsCompleted);

        letters.Settle(error: null);

        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(3L, await UntilPositionAsync(3));
    }

    public async ValueTask DisposeAsync()
    {
        meter.Dispose();
        await log.DisposeAsync();
    }

    private static async Task StopAsync(TaskThread thread)
    {
        thread.RequestStop();
        Assert.True(await thread.AwaitEndAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private TaskThread Start(SourceTask task, string? refusing = null)
    {
        var thread = new TaskThread(
            Make.Id, RunTarget.Started, control => new SourceTaskBody(Parts(task, control, refusing), control), listener, NullLogger.Instance, TimeProvider.System);
        thread.Start();
        return thread;
    }

    private SourceTaskParts Parts(SourceTask task, TaskControl control, string? refusing)
    {
        var writer = log.Broker.OpenWriter(new Dictionary<string, string>());
        var admin = log.Broker.OpenAdmin(new Dictionary<string, string>());
        var dead = new SourceDeadLetters(
            new DeadLetterQueueOptions("dlq", 1, ContextHeaders: true, Make.Id.Connector, 0) { Hide = text => text },
            new TextConverter(),
            letters,
            control.Stopping);
        var options = Make.Pipeline(control.Stopping);
        return new SourceTaskParts
        {
            Id = Make.Id,
            Task = task,
            TaskClassName = task.GetType().Name,
            Settings = new Dictionary<string, string>(),
            Context = new SourceTaskContext(
                new Dictionary<string, string>(), new OffsetStorageReader(store, Make.Id.Connector, NullLogger.Instance), meter, NullLoggerFactory.Instance),
            Pipeline = new SourcePipeline(options with
            {
                Errors = new ErrorHandling { TolerateAll = true },
                Reporters = [dead],
                Transformations = [new TransformationStep("x", new FailsOn("bad"), "FailsOn")],
            }),
            Letters = dead,
            Writer = refusing is null ? writer : new RefusingWriter(writer, refusing),
            Topics = new TopicCreator(Make.Id, _ => null, admin, listener, NullLogger.Instance),
            Offsets = new SourceOffsetCommitter(
                Make.Id, new OffsetStorageWriter(store, Make.Id.Connector), TimeSpan.FromSeconds(5), TimeProvider.System, NullLogger.Instance),
            FlushInterval = TimeSpan.FromMilliseconds(50),
            FlushTimeout = TimeSpan.FromSeconds(20),
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

    private async Task<object?> UntilPositionAsync(long wanted)
    {
        var reader = new OffsetStorageReader(store, Make.Id.Connector, NullLogger.Instance);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            var offset = await reader.OffsetAsync(BatchTask.Partition, TestContext.Current.CancellationToken);
            if (offset?["position"] is long position && (position == wanted || limit.IsCancellationRequested))
            {
                return position;
            }

            Assert.False(limit.IsCancellationRequested, "No offset was committed.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
