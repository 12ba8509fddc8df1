using Connect.Abi;
using Connect.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>
/// A connector instance of this worker. Its calls come one at a time, each on a plain thread of its own, never on the herder's: the
/// plugin may block for as long as it likes.
/// </summary>
internal sealed partial class ConnectorRunner : IAsyncDisposable
{
    private readonly string name;
    private readonly ConnectorParts parts;
    private readonly IRunListener listener;
    private readonly ILogger logger;
    private readonly SemaphoreSlim serial = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private RunTarget? running;
    private bool initialized;
    private volatile bool failed;
    private volatile bool abandoned;

    public ConnectorRunner(string name, ConnectorParts parts, IRunListener listener, ILogger logger)
    {
        this.name = name;
        this.parts = parts;
        this.listener = listener;
        this.logger = logger;
    }

    public ConnectorParts Parts => parts;

    public bool IsFailed => failed;

    /// <summary>Brings the connector to what is wanted: started, or paused or stopped, which for the connector's own code are one.</summary>
    /// <exception cref="Exception">What the plugin threw; the listener was told.</exception>
    public Task SetTargetAsync(RunTarget target, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            if (running == target || failed)
            {
                return;
            }

            try
            {
                Change(target);
                running = target;
            }
            catch (Exception error)
            {
                failed = true;
                Report(RunState.Failed, error);
                throw;
            }

            Report(StateOf(target), null);
        },
        cancellationToken);

    /// <summary>Asks the connector for its task configurations.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> TaskConfigsAsync(int maxTasks, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> configs = [];
        await RunAsync(() => configs = parts.Connector.TaskConfigs(maxTasks), cancellationToken);
        return configs;
    }

    /// <summary>Runs any call of the connector's, in its turn.</summary>
    public async Task<T> CallAsync<T>(Func<Connector, T> call, CancellationToken cancellationToken)
    {
        var result = default(T);
        await RunAsync(() => { result = call(parts.Connector); }, cancellationToken);
        return result!;
    }

    /// <summary>Fails the connector with an error that it raised itself.</summary>
    public void Fail(Exception error)
    {
        failed = true;
        Report(RunState.Failed, error);
        Log.Raised(logger, name, error);
    }

    /// <summary>Stops the connector for good.</summary>
    /// <param name="limit">How long to wait at most; then it is abandoned.</param>
    /// <param name="time">The clock.</param>
    public async Task ShutDownAsync(TimeSpan limit, TimeProvider time)
    {
        var stop = RunAsync(
            () =>
            {
                if (running == RunTarget.Started || (failed && initialized))
                {
                    StopConnector();
                }
            },
            CancellationToken.None);
        try
        {
            await stop.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            abandoned = true;
            Log.Abandoned(logger, name, limit.TotalSeconds);
        }
        catch (Exception error)
        {
            // The edge of a plugin call: the connector goes anyway.
            Log.StopFailed(logger, name, error);
        }

        if (!abandoned)
        {
            Report(RunState.Unassigned, null);
            parts.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (!abandoned)
        {
            serial.Dispose();
            stopping.Dispose();
        }
    }

    private static RunState StateOf(RunTarget target) => target switch
    {
        RunTarget.Started => RunState.Running,
        RunTarget.Paused => RunState.Paused,
        _ => RunState.Stopped,
    };

    private void Change(RunTarget target)
    {
        if (!initialized)
        {
            initialized = true;
            parts.Initialize(this);
        }

        if (target == RunTarget.Started)
        {
            PluginWait.For(parts.Connector.StartAsync(parts.Settings, stopping.Token));
        }
        else if (running == RunTarget.Started)
        {
            StopConnector();
        }
    }

    private void StopConnector() => PluginWait.For(parts.Connector.StopAsync(CancellationToken.None));

    private void Report(RunState state, Exception? error)
    {
        if (!abandoned)
        {
            listener.OnConnector(name, state, error);
        }
    }

    private async Task RunAsync(Action work, CancellationToken cancellationToken)
    {
        await serial.WaitAsync(cancellationToken);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => RunOnThread(work, done)) { IsBackground = true, Name = "connector-" + name }.UnsafeStart();
        await done.Task;
    }

    private void RunOnThread(Action work, TaskCompletionSource done)
    {
        using var scope = TaskScope.Begin(logger, name);
        try
        {
            using (parts.Enter())
            {
                work();
            }

            serial.Release();
            done.SetResult();
        }
        catch (Exception error)
        {
            serial.Release();
            done.SetException(error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 470, Level = LogLevel.Error, Message = "Connector {Connector} raised an error")]
        public static partial void Raised(ILogger logger, string connector, Exception error);

        [LoggerMessage(EventId = 471, Level = LogLevel.Error, Message = "Connector {Connector} did not stop within {Seconds} s and is abandoned")]
        public static partial void Abandoned(ILogger logger, string connector, double seconds);

        [LoggerMessage(EventId = 472, Level = LogLevel.Warning, Message = "Connector {Connector} failed while it was stopped")]
        public static partial void StopFailed(ILogger logger, string connector, Exception error);
    }
}
