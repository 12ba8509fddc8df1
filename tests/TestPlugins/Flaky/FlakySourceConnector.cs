using Connect.Abi.Configuration;
using Connect.Abi.Sources;

namespace TestPlugins.Flaky;

/// <summary>A source whose task fails a number of times, counted in a file that outlives the worker, and then works.</summary>
public sealed class FlakySourceConnector : SourceConnector
{
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    public override ConfigDef ConfigDef => new ConfigDef()
        .Define("topic", ConfigType.String, ConfigDef.NoDefault, Importance.High, "Where the records go to.")
        .Define("attempts.file", ConfigType.String, ConfigDef.NoDefault, Importance.High, "A file that gets a line with each start of the task.")
        .Define("failures", ConfigType.Int, 0, Importance.Medium, "How many of the first starts fail.")
        .Define("fails.in", ConfigType.String, "poll", Importance.Medium, "Where they fail: start or poll.");

    public override Type TaskClass => typeof(FlakySourceTask);

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [settings];

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
