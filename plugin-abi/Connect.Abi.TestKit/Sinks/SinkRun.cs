using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Abi.TestKit.Connectors;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Sinks;

/// <summary>A sink connector with one task, from its start to its stop.</summary>
internal sealed class SinkRun : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SinkSuite suite;
    private readonly ConnectorRun connector;
    private readonly PluginThread thread = new("task");
    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<TopicPartition, OffsetAndMetadata> positions = [];
    private SinkContext? context;
    private SinkTask? task;
    private bool mustStop;

    private SinkRun(SinkSuite suite, ConnectorRun connector)
    {
        this.suite = suite;
        this.connector = connector;
    }

    private SinkTask Task => task!;

    /// <summary>Makes and starts a connector and its task, and opens a partition.</summary>
    public static async Task<SinkRun> OpenAsync(SinkSuite suite, TopicPartition partition, Connector? loaded = null)
    {
        var run = await InitializeAsync(suite, loaded).ConfigureAwait(false);
        try
        {
            run.mustStop = true;
            await run.CallAsync(() => run.Task.StartAsync(run.context!.Configs, run.stopping.Token), nameof(SinkTask.StartAsync))
                .ConfigureAwait(false);
            run.context!.Assign(partition);
            await run.CallAsync(() => run.Task.OpenAsync([partition], run.stopping.Token), nameof(SinkTask.OpenAsync)).ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes and starts a connector, and makes and initializes its task.</summary>
    public static async Task<SinkRun> InitializeAsync(SinkSuite suite, Connector? loaded = null)
    {
        var run = new SinkRun(suite, new ConnectorRun(suite, loaded ?? suite.Make(), new StoredOffsets()));
        try
        {
            await run.connector.StartAsync(suite.Settings).ConfigureAwait(false);
            var configs = await run.connector.TaskConfigsAsync(1).ConfigureAwait(false);
            if (configs.Count != 1)
            {
                throw new CheckFailedException("TaskConfigs(1) gives one configuration", $"{configs.Count}", "see KeepsToTheMostTasks");
            }

            run.context = new SinkContext(configs[0]);
            await run.CallAsync(
                () =>
                {
                    run.task = Maker.New<SinkTask>(run.connector.Connector.TaskClass, nameof(Connector.TaskClass));
                    run.task.Initialize(run.context);
                    return ValueTask.CompletedTask;
                },
                nameof(SinkTask.Initialize)).ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Begins a put; what it throws comes as it is.</summary>
    public Task BeginPut(IReadOnlyList<SinkRecord> records) => thread.RunAsync(() => Task.PutAsync(records, stopping.Token));

    /// <summary>Puts a batch, again while the task asks for it.</summary>
    public async Task PutAsync(IReadOnlyList<SinkRecord> records)
    {
        using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
        var name = $"{Task.GetType().Name}.{nameof(SinkTask.PutAsync)}";
        while (true)
        {
            try
            {
                await Wait.ForAsync(suite, BeginPut(records), name).ConfigureAwait(false);
                break;
            }
            catch (RetriableException) when (!giveUp.IsCancellationRequested)
            {
                await System.Threading.Tasks.Task.Delay(Pause, suite.Time).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not CheckFailedException)
            {
                throw PluginCall.Threw(name, error);
            }
        }

        foreach (var record in records)
        {
            positions[record.OriginalTopicPartition] = new OffsetAndMetadata(record.OriginalKafkaOffset + 1);
        }
    }

    /// <summary>Asks which offsets can be committed.</summary>
    public async Task<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync()
    {
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> answer = new Dictionary<TopicPartition, OffsetAndMetadata>();
        var current = new Dictionary<TopicPartition, OffsetAndMetadata>(positions);
        await CallAsync(
            async () => answer = await Task.PreCommitAsync(current, stopping.Token).ConfigureAwait(false),
            nameof(SinkTask.PreCommitAsync)).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Takes a partition away, as a rebalance does: commits and closes.</summary>
    public async Task CloseAsync(TopicPartition partition)
    {
        await PreCommitAsync().ConfigureAwait(false);
        await CallAsync(() => Task.CloseAsync([partition], stopping.Token), nameof(SinkTask.CloseAsync)).ConfigureAwait(false);
        context!.Revoke(partition);
        positions.Remove(partition);
    }

    /// <summary>Cancels the task's token.</summary>
    public Task RequestStopAsync() => stopping.CancelAsync();

    /// <summary>Stops the task.</summary>
    public async Task StopTaskAsync()
    {
        mustStop = false;
        using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
        await CallAsync(() => Task.StopAsync(giveUp.Token), nameof(SinkTask.StopAsync)).ConfigureAwait(false);
    }

    /// <summary>Stops the task and the connector.</summary>
    public async Task StopAsync()
    {
        await RequestStopAsync().ConfigureAwait(false);
        await StopTaskAsync().ConfigureAwait(false);
        await connector.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Stops what was not stopped, after a check that failed already, whose failure counts.</summary>
    public async ValueTask DisposeAsync()
    {
        await RequestStopAsync().ConfigureAwait(false);
        if (mustStop)
        {
            using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
            await Wait.EndsWithinAsync(suite, thread.RunAsync(() => Task.StopAsync(giveUp.Token)), suite.StopTimeout).ConfigureAwait(false);
        }

        thread.Dispose();
        var ended = await Wait.EndsWithinAsync(suite, thread.Ended, suite.StopTimeout).ConfigureAwait(false);
        await connector.DisposeAsync().ConfigureAwait(false);
        context?.Dispose();
        if (ended)
        {
            stopping.Dispose();
        }
    }

    private async Task CallAsync(Func<ValueTask> call, string name) =>
        await PluginCall.SucceedsAsync(
            suite, thread.RunAsync(call), $"{connector.Connector.TaskClass.Name}.{name}").ConfigureAwait(false);
}
