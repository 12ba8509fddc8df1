using System.Diagnostics.Metrics;
using Connect.Abi;
using Connect.Abi.Sources;

namespace Connect.Runtime.Workers;

/// <summary>What a sink connector asks of the host.</summary>
internal sealed class ConnectorContext(string connector, IRunListener listener, ConnectorRunner runner, Meter metrics) : IConnectorContext
{
    public Meter Metrics => metrics;

    public void RequestTaskReconfiguration() => listener.OnTaskReconfigurationRequested(connector);

    public void RaiseError(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        runner.Fail(error);
    }
}

/// <summary>What a source connector asks of the host.</summary>
internal sealed class SourceConnectorContext(
    string connector, IRunListener listener, ConnectorRunner runner, Meter metrics, IOffsetStorageReader offsets) : ISourceConnectorContext
{
    private readonly ConnectorContext common = new(connector, listener, runner, metrics);

    public IOffsetStorageReader OffsetStorageReader => offsets;

    public Meter Metrics => common.Metrics;

    public void RequestTaskReconfiguration() => common.RequestTaskReconfiguration();

    public void RaiseError(Exception error) => common.RaiseError(error);
}
