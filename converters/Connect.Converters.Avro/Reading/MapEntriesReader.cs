using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads maps whose keys are not strings, from arrays of entries.</summary>
/// <param name="leastBytes">How many bytes an entry has at least.</param>
internal sealed class MapEntriesReader(int leastBytes) : ValueReader
{
    /// <summary>The steps of reading an entry; set once they are made.</summary>
    public EntryStep[] Steps { get; set; } = [];

    public override object Read(ref AvroInput input)
    {
        input.Enter();
        ConnectMap? map = null;
        for (var count = input.ReadBlock(leastBytes); count != 0; count = input.ReadBlock(leastBytes))
        {
            map ??= new ConnectMap(input.RoomFor(count));
            for (; count > 0; count--)
            {
                ReadEntry(ref input, map);
            }
        }

        input.Leave();
        return map ?? new ConnectMap();
    }

    private void ReadEntry(ref AvroInput input, ConnectMap map)
    {
        object? key = null;
        object? value = null;
        foreach (ref readonly var step in Steps.AsSpan())
        {
            var read = step.Reader.Read(ref input);
            switch (step.Part)
            {
                case EntryPart.Key:
                    key = read;
                    break;
                case EntryPart.Value:
                    value = read;
                    break;
            }
        }

        map[key] = value;
    }
}
