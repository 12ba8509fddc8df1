using Connect.Configuration;
using Connect.PluginLoading;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster.Standalone;

/// <summary>Restarts connectors whose plugin was replaced, where <c>plugin.upgrade.policy</c> asks for it.</summary>
/// <param name="services">What the herder works with.</param>
/// <param name="restart">Restarts a connector with its tasks; does not wait.</param>
internal sealed partial class PluginUpgrades(StandaloneServices services, Action<string> restart)
{
    private readonly ILogger logger = services.LoggerFactory.CreateLogger("Connect.Cluster.PluginUpgrades");

    public void OnPluginsChanged()
    {
        var snapshot = services.Configs.Snapshot();
        foreach (var name in services.Plugins.ConnectorsOfReplaced())
        {
            if (snapshot.ConnectorConfig(name) is { } config && Wants(config) && IsThere(config))
            {
                Log.Restarts(logger, name);
                restart(name);
            }
        }
    }

    private bool Wants(IReadOnlyDictionary<string, string> config) => "restart-tasks".Equals(
        config.GetValueOrDefault(WorkerSettings.PluginUpgradePolicy), StringComparison.OrdinalIgnoreCase)
        || (!config.ContainsKey(WorkerSettings.PluginUpgradePolicy) && services.Config.PluginUpgradePolicy == PluginUpgradePolicy.RestartTasks);

    /// <summary>A connector that asks for the version which is gone now would only fail.</summary>
    private bool IsThere(IReadOnlyDictionary<string, string> config)
    {
        try
        {
            services.Plugins.FindConnector(config[ConnectorSettings.ConnectorClass], config.GetValueOrDefault(ConnectorSettings.ConnectorVersion));
            return true;
        }
        catch (PluginNotFoundException error)
        {
            Log.Stays(logger, config[ConnectorSettings.Name], error.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 520, Level = LogLevel.Information,
            Message = "Connector {Connector} restarts: a plugin that it uses was replaced (plugin.upgrade.policy=restart-tasks)")]
        public static partial void Restarts(ILogger logger, string connector);

        [LoggerMessage(EventId = 521, Level = LogLevel.Warning, Message = "Connector {Connector} goes on with the plugin that it has: {Reason}")]
        public static partial void Stays(ILogger logger, string connector, string reason);
    }
}
