using System.Diagnostics.Metrics;

namespace Connect.Abi;

/// <summary>What the host offers to a connector. Thread-safe.</summary>
public interface IConnectorContext
{
    /// <summary>Asks for <see cref="Connector.TaskConfigs"/> to be called again, since the work has changed. Returns at once.</summary>
    void RequestTaskReconfiguration();

    /// <summary>Fails the connector. Returns at once.</summary>
    /// <param name="error">Why; shown as the connector's trace.</param>
    void RaiseError(Exception error);

    /// <summary>Where the connector's own figures go; closed by the host when the connector stops.</summary>
    Meter Metrics { get; }
}
