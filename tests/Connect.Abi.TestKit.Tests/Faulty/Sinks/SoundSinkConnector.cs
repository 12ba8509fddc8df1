using Connect.Abi.Configuration;
using Connect.Abi.Sinks;

namespace Connect.Abi.TestKit.Tests.Faulty.Sinks;

/// <summary>Writes values as the lines of a file. Nothing is wrong with it but, perhaps, its tasks.</summary>
[NotAPlugin]
internal sealed class SoundSinkConnector<TTask> : SinkConnector
    where TTask : SinkTask
{
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    public override ConfigDef ConfigDef { get; } = new ConfigDef().Define("file", ConfigType.String, Importance.High, "The file.");

    public override Type TaskClass => typeof(TTask);

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) =>
        [new Dictionary<string, string>(settings)];

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
