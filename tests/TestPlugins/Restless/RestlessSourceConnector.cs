using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace TestPlugins.Restless;

/// <summary>Throws where nobody catches it: on a thread, a timer or a pool callback of its own, or in a handler of a static event.</summary>
public sealed class RestlessSourceConnector : SourceConnector
{
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    public override ConfigDef ConfigDef => new ConfigDef()
        .Define("where", ConfigType.String, ConfigDef.NoDefault, Importance.High, "Where it throws: thread, timer, pool or event.");

    public override Type TaskClass => typeof(RestlessSourceTask);

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [settings];

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

public sealed class RestlessSourceTask : SourceTask
{
    private static event EventHandler? Happened;

    private Timer? timer;

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var where = settings["where"];
        switch (where)
        {
            case "thread":
                new Thread(() => Throw(where)) { Name = "restless" }.Start();
                break;
            case "timer":
                timer = new Timer(_ => Throw(where), null, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
                break;
            case "pool":
                ThreadPool.UnsafeQueueUserWorkItem(_ => Throw(where), null);
                break;
            default:
                Happened += (_, _) => Throw(where);
                new Thread(() => Happened(this, EventArgs.Empty)).Start();
                break;
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        timer?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Throw(string where) => throw new InvalidOperationException($"on a {where} of its own");
}
