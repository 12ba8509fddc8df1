using Connect.Abi.Configuration;
using Connect.Abi.Sinks;

namespace Acme.Plugin;

/// <summary>Writes lines.</summary>
public sealed class LineSinkConnector : SinkConnector
{
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => LineSinkConfig.Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(LineSinkTask);

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        // Parsed here too, so that a mistake shows at the connector and not only at its tasks.
        _ = new LineSinkConfig(settings);
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    /// <summary>The worker divides the topics' partitions among the tasks.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) =>
        [.. Enumerable.Range(0, maxTasks).Select(_ => new Dictionary<string, string>(settings))];

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
