using Microsoft.Extensions.Logging;

namespace Connect.Storage.Offsets;

/// <summary>
/// Keys with values, and per connector the partitions that have an offset. Keys that are no offset keys are kept as they are. Not
/// thread-safe.
/// </summary>
internal sealed partial class OffsetTable(ILogger logger)
{
    private readonly ILogger logger = logger;

    // Java's map takes a null key; nothing of ours makes one, but one that was read is written back.
    private readonly Dictionary<ByteKey, byte[]?> values = [];
    private readonly Dictionary<string, Dictionary<ByteKey, IReadOnlyDictionary<string, object?>>> partitions =
        new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<byte[]?, byte[]?>> Entries
    {
        get
        {
            foreach (var (key, value) in values)
            {
                yield return new(key.Bytes, value);
            }
        }
    }

    public OffsetTable Copy()
    {
        var copy = new OffsetTable(logger);
        foreach (var (key, value) in values)
        {
            copy.values.Add(key, value);
        }

        foreach (var (connector, known) in partitions)
        {
            copy.partitions.Add(connector, new(known));
        }

        return copy;
    }

    public IReadOnlyList<byte[]?> Get(IReadOnlyList<byte[]> keys)
    {
        var found = new byte[]?[keys.Count];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = values.GetValueOrDefault(new ByteKey(keys[i]));
        }

        return found;
    }

    public void Set(IReadOnlyList<KeyValuePair<byte[], byte[]?>> changes)
    {
        foreach (var (key, value) in changes)
        {
            Set(key, value);
        }
    }

    /// <summary>Takes in what was read, which may hold keys that nobody here makes.</summary>
    public void Load(IReadOnlyList<KeyValuePair<byte[]?, byte[]?>> stored)
    {
        foreach (var (key, value) in stored)
        {
            Set(key, value);
        }
    }

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Partitions(string connector) =>
        partitions.TryGetValue(connector, out var known) ? [.. known.Values] : [];

    private void Set(byte[]? key, byte[]? value)
    {
        var stored = new ByteKey(key);
        values[stored] = value;
        var parsed = OffsetKey.Parse(key);
        if (parsed.Connector is null)
        {
            if (parsed.Problem is { } problem)
            {
                Log.KeyIgnored(logger, problem);
            }

            return;
        }

        if (!partitions.TryGetValue(parsed.Connector, out var known))
        {
            partitions.Add(parsed.Connector, known = []);
        }

        if (value is null)
        {
            known.Remove(stored);
        }
        else
        {
            known[stored] = parsed.Partition;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Ignoring an offset partition key: {Problem}")]
        public static partial void KeyIgnored(ILogger logger, string problem);
    }
}
