using Connect.Abi.Data;
using Connect.Converters.Json.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>
/// The names of an object without schema, in order, as they were written: the next one mostly has the same, and is then read by
/// comparing them.
/// </summary>
internal sealed class ObjectShape
{
    // Larger or deeper objects are hardly ever alike; and what is kept stays small.
    private const int MaxMembers = 256;
    private const int MaxDepth = 16;

    private readonly ConnectMap keys;
    private readonly ExpectedShape?[] inner;
    private readonly int depth;

    private ObjectShape(ConnectMap keys, int depth)
    {
        this.keys = keys;
        this.depth = depth;
        inner = new ExpectedShape?[keys.Count];
        Heads = new byte[keys.Count][];
        var i = 0;
        foreach (var (name, _) in keys)
        {
            var text = new JsonOutput();
            text.Byte((byte)',');
            text.String((string)name!);
            text.Byte((byte)':');
            Heads[i++] = text.Written.ToArray();
        }
    }

    /// <summary>A comma, the name as JSON, a colon; of each member.</summary>
    public byte[][] Heads { get; }

    /// <summary>The shape of an object; null where it is not worth keeping.</summary>
    /// <param name="map">The object.</param>
    /// <param name="depth">In how many objects it is whose shapes are kept.</param>
    public static ObjectShape? Of(ConnectMap map, int depth) =>
        map.Count is > 0 and <= MaxMembers && depth < MaxDepth ? new ObjectShape(map.WithValues(new object?[map.Count]), depth) : null;

    /// <summary>What is expected of objects in a member.</summary>
    /// <param name="member">The member's index.</param>
    public ExpectedShape Inner(int member) => inner[member] ??= new ExpectedShape(depth + 1);

    /// <summary>An object of this shape.</summary>
    /// <param name="values">The members' values, taken over.</param>
    public ConnectMap With(object?[] values) => keys.WithValues(values);

    /// <summary>A map with the first members of an object that began like this shape.</summary>
    /// <param name="values">The values read so far.</param>
    /// <param name="count">How many members were read.</param>
    public ConnectMap Begun(object?[] values, int count)
    {
        var map = new ConnectMap(count + 4);
        foreach (var (name, _) in keys)
        {
            if (map.Count == count)
            {
                break;
            }

            map.Add(name, values[map.Count]);
        }

        return map;
    }
}
