using Connect.Configuration;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster.Standalone;

/// <summary>Restarts connectors whose plugin was replaced, where <c>plugin.upgrade.policy</c> asks for it.</summary>
/// <param name="services">What the herder works with.</param>
/// <param name="lookup">What is installed.</param>
/// <param name="restart">Restarts a connector with its tasks; does not wait.</param>
internal sealed partial class PluginUpgrades(StandaloneServices services, PluginLookup lookup, Action<string> restart)
{
    private readonly ILogger logger = services.LoggerFactory.CreateLogger("Connect.Cluster.PluginUpgrades");

    public void OnPluginsChanged()
    {
        var snapshot = services.Configs.Snapshot();
        foreach (var name in services.Plugins.ConnectorsOfReplaced())
        {
            if (snapshot.ConnectorConfig(name) is not { } config
                || PluginUpgradePolicies.Of(config, services.Config) != PluginUpgradePolicy.RestartTasks)
            {
                continue;
            }

            if (Missing(config) is { } missing)
            {
                Log.Stays(logger, name, missing);
                continue;
            }

            Log.Restarts(logger, name);
            restart(name);
        }
    }

    /// <summary>Why a connector would only fail if it were made anew: what it asks for is gone. Null where it is there.</summary>
    private string? Missing(IReadOnlyDictionary<string, string> config) =>
        PluginChoice.BesidesConnector(config).Prepend(PluginChoice.OfConnector)
            .Select(choice => config.GetValueOrDefault(choice.ClassSetting) is { } name
                ? lookup.Absence(choice.Place, name, config.GetValueOrDefault(choice.VersionSetting)) : null)
            .FirstOrDefault(absence => absence is not null);

    private static partial class Log
    {
        [LoggerMessage(EventId = 520, Level = LogLevel.Information,
            Message = "Connector {Connector} restarts: a plugin that it uses was replaced (plugin.upgrade.policy=restart-tasks)")]
        public static partial void Restarts(ILogger logger, string connector);

        [LoggerMessage(EventId = 521, Level = LogLevel.Warning, Message = "Connector {Connector} goes on with the plugin that it has: {Reason}")]
        public static partial void Stays(ILogger logger, string connector, string reason);
    }
}
