using Connect.Abi.Errors;
using Connect.Abi.Sources;
using Connect.Storage.Offsets;
using Microsoft.Extensions.Logging;

namespace Connect.Storage;

/// <summary>Reads the committed offsets of one connector. Thread-safe.</summary>
/// <param name="store">Where they are.</param>
/// <param name="connector">The connector's name.</param>
/// <param name="logger">Where what can't be read is reported.</param>
public sealed partial class OffsetStorageReader(IOffsetBackingStore store, string connector, ILogger logger) : IOffsetStorageReader
{
    private readonly ILogger logger = logger;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(
        IReadOnlyDictionary<string, object?> partition, CancellationToken cancellationToken)
    {
        var found = await OffsetsAsync([partition], cancellationToken);
        return found[0].Offset;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SourceOffset>> OffsetsAsync(
        IReadOnlyList<IReadOnlyDictionary<string, object?>> partitions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        var offsets = new SourceOffset[partitions.Count];
        var places = new Dictionary<ByteKey, List<int>>();
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = new SourceOffset(partitions[i], null);
            try
            {
                OffsetFormat.Validate(partitions[i]);
                var key = new ByteKey(OffsetKey.Of(connector, partitions[i]));
                if (!places.TryGetValue(key, out var indexes))
                {
                    places.Add(key, indexes = []);
                }

                indexes.Add(i);
            }
            catch (DataException e)
            {
                Log.PartitionUnusable(logger, connector, e);
            }
        }

        byte[][] keys = [.. places.Keys.Select(key => key.Bytes!)];
        var values = await FetchAsync(keys, cancellationToken);
        var next = 0;
        foreach (var indexes in places.Values)
        {
            var offset = Parse(values[next++]);
            foreach (var index in indexes)
            {
                offsets[index] = offsets[index] with { Offset = offset };
            }
        }

        return offsets;
    }

    private async ValueTask<IReadOnlyList<byte[]?>> FetchAsync(byte[][] keys, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(keys, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ConnectException($"Failed to fetch the offsets of connector {connector}: {e.Message}", e);
        }
    }

    private IReadOnlyDictionary<string, object?>? Parse(byte[]? value)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            var offset = OffsetJson.Read(value);
            OffsetFormat.Validate(offset);
            return (IReadOnlyDictionary<string, object?>?)offset;
        }
        catch (Exception e) when (e is DataException or InvalidDataException)
        {
            Log.OffsetUnusable(logger, connector, e);
            return null;
        }
    }
}
