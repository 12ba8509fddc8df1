using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Sources;

namespace TestPlugins.Libraries;

/// <summary>Uses libraries as connectors do, and says so in a record each.</summary>
[PluginVersion("1.0.0")]
public sealed class LibrariesSourceConnector : SourceConnector
{
    internal const string TopicConfig = "topic";
    internal const string HeavyConfig = "heavy";
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    public override ConfigDef ConfigDef => new ConfigDef()
        .Define(TopicConfig, ConfigType.String, ConfigDef.NoDefault, Importance.High, "Where the names of the libraries go to.")
        .Define(HeavyConfig, ConfigType.Boolean, false, Importance.Low, "Whether those are used too that take a second each.");

    public override Type TaskClass => typeof(LibrariesSourceTask);

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [settings];

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
