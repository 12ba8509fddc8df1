using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Sources;
using Newtonsoft.Json;

namespace TestPlugins.Counting;

/// <summary>Counts on and on; each record names the version of the library that wrote it.</summary>
[PluginVersion(Version)]
public sealed class CountingSourceConnector : SourceConnector
{
#if TWELVE
    internal const string Version = "12.0.0";
#else
    internal const string Version = "13.0.0";
#endif
    internal const string TopicConfig = "topic";
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    public override ConfigDef ConfigDef => new ConfigDef()
        .Define(TopicConfig, ConfigType.String, ConfigDef.NoDefault, Importance.High, "Where the numbers go to.");

    public override Type TaskClass => typeof(CountingSourceTask);

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [settings];

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    internal static string Write(long number) => JsonConvert.SerializeObject(new { library = typeof(JsonConvert).Assembly.GetName().Version!.Major, number });
}
