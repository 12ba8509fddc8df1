using System.Diagnostics.Metrics;
using Connect.Abi.Sources;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>What the host offers to a source task.</summary>
internal sealed class SourceTaskContext(
    IReadOnlyDictionary<string, string> configs, IOffsetStorageReader offsets, Meter metrics, ILoggerFactory loggerFactory) : ISourceTaskContext
{
    public IReadOnlyDictionary<string, string> Configs => configs;

    public IOffsetStorageReader OffsetStorageReader => offsets;

    // Transactions that a connector defines come with exactly-once delivery, which a standalone worker has not, as in Java.
    public ITransactionContext? TransactionContext => null;

    public Meter Metrics => metrics;

    public ILoggerFactory LoggerFactory => loggerFactory;
}
