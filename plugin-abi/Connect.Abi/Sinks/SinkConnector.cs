using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Abi.Sinks;

/// <summary>A connector whose tasks read from the log and write to a system.</summary>
public abstract class SinkConnector : Connector
{
    /// <summary>The setting that lists the topics to read.</summary>
    public const string TopicsConfig = "topics";

    /// <summary>Asked before a user's change of offsets is written; the connector is stopped then and may not have been started.</summary>
    /// <param name="settings">The connector's settings.</param>
    /// <param name="offsets">The partitions with their new offsets; a null offset resets the partition.</param>
    /// <param name="cancellationToken">Cancelled when the host no longer waits.</param>
    /// <returns>True where the connector has checked them, false where it does not know.</returns>
    /// <exception cref="ConnectException">The offsets are refused.</exception>
    public virtual ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<TopicPartition, long?> offsets,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(false);
}
