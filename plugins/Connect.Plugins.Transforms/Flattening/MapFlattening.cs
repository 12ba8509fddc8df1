using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Plugins.Transforms.Flattening;

/// <summary>Flattens maps. Stateless.</summary>
internal static class MapFlattening
{
    /// <summary>Flattens a map.</summary>
    /// <param name="source">The map.</param>
    /// <param name="delimiter">What stands between joined names.</param>
    /// <exception cref="DataException">A key is no text, or a value is of no type that has a place in a flat map.</exception>
    public static ConnectMap Apply(ConnectMap source, string delimiter)
    {
        var made = new ConnectMap(source.Count);
        Apply(source, string.Empty, delimiter, made);
        return made;
    }

    private static void Apply(ConnectMap source, string prefix, string delimiter, ConnectMap made)
    {
        foreach (var (key, value) in source)
        {
            if (key is not (string or null))
            {
                throw new DataException($"Flatten needs maps whose keys are strings, found: {key.GetType()}");
            }

            var name = prefix.Length == 0 ? (string?)key : prefix + delimiter + (key ?? "null");
            if (ConnectMap.IsMap(value))
            {
                Apply(ConnectMap.From(value)!, name ?? "null", delimiter, made);
            }
            else if (value is null or sbyte or short or int or long or float or double or bool or string or byte[]
                or ReadOnlyMemory<byte> or IReadOnlyList<object?>)
            {
                made[name] = value;
            }
            else
            {
                throw new DataException($"Flatten transformation does not support {value.GetType()} for record without schemas (for field {name}).");
            }
        }
    }
}
