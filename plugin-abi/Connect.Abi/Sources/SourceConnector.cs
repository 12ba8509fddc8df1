using Connect.Abi.Errors;

namespace Connect.Abi.Sources;

/// <summary>A connector whose tasks read from a system and write to the log.</summary>
public abstract class SourceConnector : Connector
{
    /// <summary>The context as a source connector has it, with the offset reader; null before <c>Initialize</c>.</summary>
    protected ISourceConnectorContext? SourceContext => (ISourceConnectorContext?)Context;

    /// <summary>Whether the connector can deliver exactly once with these settings.</summary>
    /// <param name="settings">The connector's settings.</param>
    /// <returns>The answer, or null where the connector does not say.</returns>
    public virtual ExactlyOnceSupport? ExactlyOnceSupport(IReadOnlyDictionary<string, string> settings) => null;

    /// <summary>Whether the connector can define transaction boundaries with these settings.</summary>
    /// <param name="settings">The connector's settings.</param>
    public virtual ConnectorTransactionBoundaries CanDefineTransactionBoundaries(IReadOnlyDictionary<string, string> settings) =>
        ConnectorTransactionBoundaries.Unsupported;

    /// <summary>Asked before a user's change of offsets is written; the connector is stopped then and may not have been started.</summary>
    /// <param name="settings">The connector's settings.</param>
    /// <param name="offsets">The partitions with their new offsets; a null offset resets the partition.</param>
    /// <param name="cancellationToken">Cancelled when the host no longer waits.</param>
    /// <returns>True where the connector has checked them, false where it does not know.</returns>
    /// <exception cref="ConnectException">The offsets are refused.</exception>
    public virtual ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<SourceOffset> offsets, CancellationToken cancellationToken) =>
        ValueTask.FromResult(false);
}

/// <summary>A source partition with an offset.</summary>
/// <param name="Partition">The partition; names with simple values.</param>
/// <param name="Offset">The offset; null for none.</param>
public sealed record SourceOffset(IReadOnlyDictionary<string, object?> Partition, IReadOnlyDictionary<string, object?>? Offset);

/// <summary>Whether a connector can deliver exactly once.</summary>
public enum ExactlyOnceSupport
{
    /// <summary>It can.</summary>
    Supported,

    /// <summary>It can't.</summary>
    Unsupported,
}

/// <summary>Whether a connector can define transaction boundaries.</summary>
public enum ConnectorTransactionBoundaries
{
    /// <summary>It can, by the task's <see cref="ITransactionContext"/>.</summary>
    Supported,

    /// <summary>It can't.</summary>
    Unsupported,
}

/// <summary>What the host offers to a source connector. Thread-safe.</summary>
public interface ISourceConnectorContext : IConnectorContext
{
    /// <summary>Reads the offsets that the connector's tasks committed.</summary>
    IOffsetStorageReader OffsetStorageReader { get; }
}

/// <summary>Reads committed source offsets. Thread-safe.</summary>
public interface IOffsetStorageReader
{
    /// <summary>The committed offset of one partition.</summary>
    /// <param name="partition">The partition as records name it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The offset, or null for none.</returns>
    ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(
        IReadOnlyDictionary<string, object?> partition, CancellationToken cancellationToken);

    /// <summary>The committed offsets of several partitions, in one go.</summary>
    /// <param name="partitions">The partitions as records name them.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>One entry a partition, in the order given; with a null offset for none.</returns>
    ValueTask<IReadOnlyList<SourceOffset>> OffsetsAsync(
        IReadOnlyList<IReadOnlyDictionary<string, object?>> partitions, CancellationToken cancellationToken);
}
