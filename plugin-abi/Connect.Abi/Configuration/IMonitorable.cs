using System.Diagnostics.Metrics;

namespace Connect.Abi.Configuration;

/// <summary>
/// Implemented by converters, header converters, transformations, predicates, config providers and override policies that publish
/// figures of their own.
/// </summary>
public interface IMonitorable
{
    /// <summary>Called once after the plugin is configured.</summary>
    /// <param name="metrics">Where the plugin's own figures go; closed by the host with the plugin.</param>
    void WithPluginMetrics(Meter metrics);
}
