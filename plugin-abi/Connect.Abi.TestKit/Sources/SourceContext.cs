using System.Diagnostics.Metrics;
using Connect.Abi.Sources;
using Connect.Abi.TestKit.Running;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Abi.TestKit.Sources;

/// <summary>What the host hands to a source task.</summary>
internal sealed class SourceContext(IReadOnlyDictionary<string, string> settings, StoredOffsets offsets) : ISourceTaskContext, IDisposable
{
    public IReadOnlyDictionary<string, string> Configs => settings;

    public IOffsetStorageReader OffsetStorageReader => offsets;

    public ITransactionContext? TransactionContext => null;

    public Meter Metrics { get; } = new("task");

    public ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public void Dispose() => Metrics.Dispose();
}
