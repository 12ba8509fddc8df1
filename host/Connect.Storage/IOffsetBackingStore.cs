using Connect.Abi.Errors;

namespace Connect.Storage;

/// <summary>
/// Keeps the offsets of source connectors as pairs of bytes. Implementations are thread-safe: tasks read and write side by side.
/// </summary>
public interface IOffsetBackingStore
{
    /// <summary>Opens the store and reads what it holds. Called once, before anything else.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConfigException">What is stored can't be read; says where it lies and what to do.</exception>
    ValueTask StartAsync(CancellationToken cancellationToken);

    /// <summary>Reads values.</summary>
    /// <param name="keys">The keys; none twice.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>One value a key, in the order given; null for a key that is not there or has no value.</returns>
    ValueTask<IReadOnlyList<byte[]?>> GetAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken);

    /// <summary>Writes values: all of them or, where it fails, none.</summary>
    /// <param name="values">The keys with their values; a null value says that there is no offset any more.</param>
    /// <param name="cancellationToken">Gives up waiting; what was begun may still be written.</param>
    /// <returns>Completes when the values would survive a crash, as far as this kind of store can promise it.</returns>
    /// <exception cref="ConnectException">They could not be written.</exception>
    ValueTask SetAsync(IReadOnlyList<KeyValuePair<byte[], byte[]?>> values, CancellationToken cancellationToken);

    /// <summary>The partitions for which a connector has an offset that is not null.</summary>
    /// <param name="connector">The connector's name.</param>
    IReadOnlyList<IReadOnlyDictionary<string, object?>> ConnectorPartitions(string connector);

    /// <summary>Closes the store, after what was begun is written. Called once, last.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
