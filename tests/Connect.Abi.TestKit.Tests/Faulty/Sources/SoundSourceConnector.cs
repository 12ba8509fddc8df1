using Connect.Abi.Configuration;
using Connect.Abi.Sources;

namespace Connect.Abi.TestKit.Tests.Faulty.Sources;

/// <summary>Reads the lines of a file. Nothing is wrong with it; the faulty ones differ from it in one thing each.</summary>
[NotAPlugin]
internal class SoundSourceConnector : SourceConnector
{
    protected IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    public override ConfigDef ConfigDef { get; } = new ConfigDef()
        .Define("file", ConfigType.String, Importance.High, "The file.")
        .Define("topic", ConfigType.String, Importance.High, "The topic.")
        .Define("mode", ConfigType.String, "plain", Importance.Low, "How to read.");

    public override Type TaskClass => typeof(SoundSourceTask);

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        Settings = settings;
        return ValueTask.CompletedTask;
    }

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) =>
        [new Dictionary<string, string>(Settings)];

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>The same with other tasks.</summary>
[NotAPlugin]
internal sealed class SoundSourceConnector<TTask> : SoundSourceConnector
    where TTask : SourceTask
{
    public override Type TaskClass => typeof(TTask);
}
