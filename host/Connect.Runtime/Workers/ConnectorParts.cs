using Connect.Abi;
using Connect.PluginLoading;

namespace Connect.Runtime.Workers;

/// <summary>What a connector is put together from; closed as one.</summary>
internal sealed record ConnectorParts
{
    public required Connector Connector { get; init; }

    public required bool IsSource { get; init; }

    /// <summary>The connector's class, by its contract's name.</summary>
    public required string ClassName { get; init; }

    /// <summary>The plugin's version, for status.</summary>
    public required string Version { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Hands the connector its context.</summary>
    public required Action<ConnectorRunner> Initialize { get; init; }

    /// <summary>Enters the plugin's load context.</summary>
    public required Func<PluginScope> Enter { get; init; }

    /// <summary>Closes its metrics and gives the plugin back.</summary>
    public required Action Close { get; init; }
}
