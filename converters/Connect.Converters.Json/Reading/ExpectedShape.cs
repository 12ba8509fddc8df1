using Connect.Abi.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>The shape that the next object at some place of the data most likely has. Objects that are never alike cost nothing more.</summary>
/// <param name="depth">In how many objects the place is.</param>
internal sealed class ExpectedShape(int depth)
{
    private const int Patience = 8;

    private int misses;

    /// <summary>The shape; null where none is known.</summary>
    public ObjectShape? Shape { get; private set; }

    /// <summary>Tells that an object had the shape.</summary>
    public void Met() => misses -= misses > 0 ? 1 : 0;

    /// <summary>Tells of an object that had another shape.</summary>
    public void Missed(ConnectMap map)
    {
        if (misses < Patience)
        {
            misses++;
            Shape = ObjectShape.Of(map, depth);
        }
    }
}
