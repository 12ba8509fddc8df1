using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Abi.TestKit.Connectors;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Sources;

/// <summary>A source connector with one task, from its start to its stop.</summary>
internal sealed class SourceRun : IAsyncDisposable
{
    private readonly SourceSuite suite;
    private readonly ConnectorRun connector;
    private readonly PluginThread thread = new("task");
    private readonly CancellationTokenSource stopping = new();
    private SourceContext? context;
    private SourceTask? task;
    private bool mustStop;

    private SourceRun(SourceSuite suite, ConnectorRun connector)
    {
        this.suite = suite;
        this.connector = connector;
    }

    /// <summary>The task.</summary>
    public SourceTask Task => task!;

    /// <summary>The task's token.</summary>
    public CancellationToken Stopping => stopping.Token;

    private string Name => Task.GetType().Name;

    /// <summary>Makes and starts a connector and its task.</summary>
    public static async Task<SourceRun> StartAsync(SourceSuite suite, StoredOffsets offsets, Connector? loaded = null)
    {
        var run = await InitializeAsync(suite, offsets, loaded).ConfigureAwait(false);
        try
        {
            run.mustStop = true;
            await run.CallAsync(() => run.Task.StartAsync(run.context!.Configs, run.Stopping), nameof(SourceTask.StartAsync))
                .ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes and starts a connector, and makes and initializes its task.</summary>
    public static async Task<SourceRun> InitializeAsync(SourceSuite suite, StoredOffsets offsets, Connector? loaded = null)
    {
        var run = new SourceRun(suite, new ConnectorRun(suite, loaded ?? suite.Make(), offsets));
        try
        {
            await run.connector.StartAsync(suite.Settings).ConfigureAwait(false);
            var configs = await run.connector.TaskConfigsAsync(1).ConfigureAwait(false);
            if (configs.Count != 1)
            {
                throw new CheckFailedException(
                    "TaskConfigs(1) gives one configuration while there is work", $"{configs.Count}", "see KeepsToTheMostTasks");
            }

            run.context = new SourceContext(configs[0], offsets);
            await run.CallAsync(
                () =>
                {
                    run.task = Maker.New<SourceTask>(run.connector.Connector.TaskClass, nameof(Connector.TaskClass));
                    run.task.Initialize(run.context);
                    return ValueTask.CompletedTask;
                },
                nameof(SourceTask.Initialize)).ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Polls until some number of records has come, or more with the last poll.</summary>
    /// <exception cref="CheckFailedException">They did not come in time.</exception>
    public async Task<List<SourceRecord>> ReadAsync(int count)
    {
        var records = new List<SourceRecord>();
        var began = suite.Time.GetTimestamp();
        while (records.Count < count)
        {
            var left = suite.ReadTimeout - suite.Time.GetElapsedTime(began);
            var poll = thread.RunAsync(() => Task.PollAsync(Stopping));
            if (left <= TimeSpan.Zero || !await Wait.EndsWithinAsync(suite, poll, left).ConfigureAwait(false))
            {
                throw new CheckFailedException(
                    $"{count} records within {Wait.Text(suite.ReadTimeout)}",
                    $"{records.Count}",
                    "see whether the poll looks for records that came before it was started, and whether PrepareAsync made as many as it was "
                    + "asked for");
            }

            try
            {
                records.AddRange(await poll.ConfigureAwait(false) ?? []);
            }
            catch (Exception error)
            {
                throw PluginCall.Threw($"{Name}.{nameof(SourceTask.PollAsync)}", error);
            }
        }

        return records;
    }

    /// <summary>Polls until the task's token is cancelled, as the host does, and says when a poll waits.</summary>
    public async Task<Task> PollOnAsync()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var polling = thread.RunAsync(async () =>
        {
            while (!Stopping.IsCancellationRequested)
            {
                entered.TrySetResult();
                await Task.PollAsync(Stopping).ConfigureAwait(false);
            }
        });
        await entered.Task.ConfigureAwait(false);
        await Wait.EndsWithinAsync(suite, polling, suite.PollSettles).ConfigureAwait(false);
        return polling;
    }

    /// <summary>Cancels the task's token.</summary>
    public Task RequestStopAsync() => stopping.CancelAsync();

    /// <summary>Says that somebody else stops the task.</summary>
    public void IsStoppedElsewhere() => mustStop = false;

    /// <summary>Stops the task on its thread.</summary>
    public async Task StopTaskAsync()
    {
        mustStop = false;
        using var giveUp = new CancellationTokenSource(suite.CallTimeout, suite.Time);
        await CallAsync(() => Task.StopAsync(giveUp.Token), nameof(SourceTask.StopAsync)).ConfigureAwait(false);
    }

    /// <summary>Stops the task and the connector.</summary>
    public async Task StopAsync()
    {
        await RequestStopAsync().ConfigureAwait(false);
        await StopTaskAsync().ConfigureAwait(false);
        await connector.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Stops the connector.</summary>
    public Task StopConnectorAsync() => connector.StopAsync();

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
