using Connect.Abi.Errors;
using Connect.Storage.Offsets;

namespace Connect.Storage;

/// <summary>
/// Collects a connector's offsets and writes them in flushes: a flush takes what was collected so far, and collecting goes on
/// beside it. There is no way to read here on purpose: what was collected may belong to another task by now, and only what is stored
/// counts. Thread-safe.
/// </summary>
/// <param name="store">Where they go.</param>
/// <param name="connector">The connector's name.</param>
public sealed class OffsetStorageWriter(IOffsetBackingStore store, string connector)
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim flushing = new(1, 1);
    private Dictionary<PartitionKey, IReadOnlyDictionary<string, object?>?> collected = [];
    private Dictionary<PartitionKey, IReadOnlyDictionary<string, object?>?>? snapshot;
    private long flushNumber;

    /// <summary>Collects an offset; it takes the place of an earlier one of the same partition.</summary>
    /// <param name="partition">The partition; its names in the order in which they become the key.</param>
    /// <param name="offset">The offset; null to say that there is none any more.</param>
    public void Offset(IReadOnlyDictionary<string, object?>? partition, IReadOnlyDictionary<string, object?>? offset)
    {
        lock (gate)
        {
            collected[new PartitionKey(partition)] = offset;
        }
    }

    /// <summary>Begins a flush, after the one before has ended.</summary>
    /// <param name="cancellationToken">Gives up waiting for the flush before.</param>
    /// <returns>
    /// Whether there is something to flush; if so, <see cref="DoFlushAsync"/> or <see cref="CancelFlush"/> has to follow.
    /// </returns>
    public async ValueTask<bool> BeginFlushAsync(CancellationToken cancellationToken)
    {
        await flushing.WaitAsync(cancellationToken);
        return TakeSnapshot();
    }

    /// <summary>Begins a flush where none is under way.</summary>
    /// <returns>
    /// Whether there is something to flush; if so, <see cref="DoFlushAsync"/> or <see cref="CancelFlush"/> has to follow.
    /// </returns>
    /// <exception cref="ConnectException">A flush is under way.</exception>
    public bool BeginFlush() => flushing.Wait(0)
        ? TakeSnapshot()
        : throw new ConnectException($"The offsets of connector {connector} are being flushed already");

    /// <summary>
    /// Writes what <see cref="BeginFlush"/> took. Where that fails, it is collected again (newer offsets stay) and the flush is over.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <exception cref="DataException">A partition or an offset can't be stored; it is tried again until it is replaced.</exception>
    /// <exception cref="ConnectException">The store failed, or no flush was begun.</exception>
    public async Task DoFlushAsync(CancellationToken cancellationToken)
    {
        long number;
        Dictionary<PartitionKey, IReadOnlyDictionary<string, object?>?> taken;
        lock (gate)
        {
            number = flushNumber;
            taken = snapshot ?? throw new ConnectException($"No flush of the offsets of connector {connector} was begun");
        }

        try
        {
            await store.SetAsync(Serialize(taken), cancellationToken);
        }
        catch
        {
            End(number, restore: true);
            throw;
        }

        End(number, restore: false);
    }

    /// <summary>
    /// Gives up a flush that was begun: what it took is collected again. A write that is still under way no longer counts, however
    /// it ends. Without effect where no flush is under way.
    /// </summary>
    public void CancelFlush()
    {
        lock (gate)
        {
            EndLocked(restore: true);
        }
    }

    private bool TakeSnapshot()
    {
        lock (gate)
        {
            if (collected.Count == 0)
            {
                flushing.Release();
                return false;
            }

            snapshot = collected;
            collected = [];
            return true;
        }
    }

    private List<KeyValuePair<byte[], byte[]?>> Serialize(Dictionary<PartitionKey, IReadOnlyDictionary<string, object?>?> offsets)
    {
        // Partitions that differ only in a number's type have the same bytes: the last one counts.
        var places = new Dictionary<ByteKey, int>(offsets.Count);
        var serialized = new List<KeyValuePair<byte[], byte[]?>>(offsets.Count);
        foreach (var (partition, offset) in offsets)
        {
            OffsetFormat.Validate(partition.Partition);
            OffsetFormat.Validate(offset);
            var key = OffsetKey.Of(connector, partition.Partition);
            var entry = new KeyValuePair<byte[], byte[]?>(key, OffsetJson.Write(offset));
            if (places.TryAdd(new ByteKey(key), serialized.Count))
            {
                serialized.Add(entry);
            }
            else
            {
                serialized[places[new ByteKey(key)]] = entry;
            }
        }

        return serialized;
    }

    private void End(long number, bool restore)
    {
        lock (gate)
        {
            // A flush that was cancelled meanwhile is over already.
            if (number == flushNumber)
            {
                EndLocked(restore);
            }
        }
    }

    private void EndLocked(bool restore)
    {
        if (snapshot is null)
        {
            return;
        }

        if (restore)
        {
            foreach (var (partition, offset) in collected)
            {
                snapshot[partition] = offset;
            }

            collected = snapshot;
        }

        snapshot = null;
        flushNumber++;
        flushing.Release();
    }
}
