using Connect.Abi.Configuration;
using Connect.Abi.Sources;

namespace Acme.Plugin;

/// <summary>Reads a clock.</summary>
public sealed class TickSourceConnector : SourceConnector
{
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => TickSourceConfig.Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(TickSourceTask);

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        // Parsed here too, so that a mistake shows at the connector and not only at its tasks.
        _ = new TickSourceConfig(settings);
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    /// <summary>One clock is one task's work, however many are allowed.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [settings];

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
