namespace Connect.Converters.Avro.Reading;

/// <summary>Reads lists.</summary>
/// <param name="leastBytes">How many bytes an element has at least.</param>
internal sealed class ArrayReader(int leastBytes) : ValueReader
{
    /// <summary>Reads the elements; set once it is made.</summary>
    public required ValueReader Element { get; init; }

    public override object Read(ref AvroInput input)
    {
        input.Enter();
        var list = new List<object?>();
        for (var count = input.ReadBlock(leastBytes); count != 0; count = input.ReadBlock(leastBytes))
        {
            list.EnsureCapacity(list.Count + input.RoomFor(count));
            for (; count > 0; count--)
            {
                list.Add(Element.Read(ref input));
            }
        }

        input.Leave();
        return list;
    }
}
