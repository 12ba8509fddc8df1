using System.Collections.Frozen;

namespace Connect.Storage;

/// <summary>
/// All configurations at one moment. Settings are as users gave them: references to secrets are not resolved here. Immutable.
/// </summary>
public sealed class ClusterConfigState
{
    private readonly FrozenDictionary<string, ConnectorConfigState> connectors;

    internal ClusterConfigState(IEnumerable<ConnectorConfigState> connectors, long offset)
    {
        this.connectors = connectors.ToFrozenDictionary(connector => connector.Name, StringComparer.Ordinal);
        Connectors = [.. this.connectors.Keys.Order(StringComparer.Ordinal)];
        Offset = offset;
    }

    /// <summary>Nothing configured.</summary>
    public static ClusterConfigState Empty { get; } = new([], -1);

    /// <summary>How far the config topic was read; -1 without a topic.</summary>
    public long Offset { get; }

    /// <summary>The connectors' names, in order.</summary>
    public IReadOnlyList<string> Connectors { get; }

    /// <summary>Whether there is a connector.</summary>
    /// <param name="connector">Its name.</param>
    public bool Contains(string connector) => connectors.ContainsKey(connector);

    /// <summary>A connector's settings; null where there is no such connector.</summary>
    /// <param name="connector">Its name.</param>
    public IReadOnlyDictionary<string, string>? ConnectorConfig(string connector) => connectors.GetValueOrDefault(connector)?.Config;

    /// <summary>The connector's settings from which its tasks' were made; null where it has none yet.</summary>
    /// <param name="connector">Its name.</param>
    public IReadOnlyDictionary<string, string>? AppliedConnectorConfig(string connector) =>
        connectors.GetValueOrDefault(connector)?.AppliedConfig;

    /// <summary>What a user wants a connector to do; null where there is no such connector.</summary>
    /// <param name="connector">Its name.</param>
    public TargetState? TargetState(string connector) => connectors.GetValueOrDefault(connector)?.TargetState;

    /// <summary>The settings of a connector's tasks, by number; empty where it has none.</summary>
    /// <param name="connector">Its name.</param>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(string connector) =>
        connectors.GetValueOrDefault(connector)?.TaskConfigs ?? [];
}

/// <summary>What is kept of one connector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its settings.</param>
/// <param name="TargetState">What a user wants it to do.</param>
/// <param name="TaskConfigs">Its tasks' settings.</param>
/// <param name="AppliedConfig">The settings from which its tasks' were made; null for none yet.</param>
internal sealed record ConnectorConfigState(
    string Name,
    IReadOnlyDictionary<string, string> Config,
    TargetState TargetState,
    IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs,
    IReadOnlyDictionary<string, string>? AppliedConfig);
