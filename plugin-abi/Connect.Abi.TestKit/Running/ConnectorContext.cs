using System.Diagnostics.Metrics;
using Connect.Abi.Sources;

namespace Connect.Abi.TestKit.Running;

/// <summary>What the host hands to a connector. Thread-safe.</summary>
internal sealed class ConnectorContext(StoredOffsets offsets) : ISourceConnectorContext, IDisposable
{
    private volatile Exception? raised;

    public IOffsetStorageReader OffsetStorageReader => offsets;

    public Meter Metrics { get; } = new("connector");

    /// <summary>What the connector failed itself with; null for nothing.</summary>
    public Exception? Raised => raised;

    public void RequestTaskReconfiguration()
    {
        // A suite asks for task configurations when it needs them.
    }

    public void RaiseError(Exception error) => raised ??= error;

    public void Dispose() => Metrics.Dispose();
}
