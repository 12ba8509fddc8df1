using System.Text;

namespace Connect.Storage.Offsets;

/// <summary>The key of a stored offset: <c>["connector",{partition}]</c>.</summary>
internal static class OffsetKey
{
    /// <summary>The key's bytes.</summary>
    public static byte[] Of(string connector, IReadOnlyDictionary<string, object?>? partition)
    {
        var text = new StringBuilder("[");
        OffsetJson.AppendString(text, connector);
        text.Append(',');
        OffsetJson.AppendMap(text, partition);
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>
    /// What a key says. A key that is no offset key has no connector, and a problem to report; only one with a null partition is
    /// passed over in silence, since connectors that keep no partitions write it.
    /// </summary>
    public static (string? Connector, IReadOnlyDictionary<string, object?> Partition, string? Problem) Parse(byte[]? key)
    {
        if (key is null)
        {
            return Ignored("it is null");
        }

        object? parsed;
        try
        {
            parsed = OffsetJson.Read(key);
        }
        catch (InvalidDataException e)
        {
            return Ignored($"it is not JSON: {e.Message}");
        }

        return parsed switch
        {
            List<object?> { Count: 2 } parts => parts switch
            {
                [string connector, IReadOnlyDictionary<string, object?> partition] => (connector, partition, null),
                [string, null] => Ignored(null),
                [string, _] => Ignored("its second element, the partition, is not a map"),
                _ => Ignored("its first element, the connector's name, is not a string"),
            },
            List<object?> list => Ignored($"it has {list.Count} elements, not 2"),
            _ => Ignored("it is not a list"),
        };
    }

    private static (string? Connector, IReadOnlyDictionary<string, object?> Partition, string? Problem) Ignored(string? problem) =>
        (null, new Dictionary<string, object?>(0), problem);
}
