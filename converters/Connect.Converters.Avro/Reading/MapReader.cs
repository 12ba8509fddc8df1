using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads maps whose keys are strings.</summary>
/// <param name="leastBytes">How many bytes an entry has at least.</param>
internal sealed class MapReader(int leastBytes) : ValueReader
{
    private readonly StringReader keys = new();

    public required ValueReader Values { get; init; }

    public override object Read(ref AvroInput input)
    {
        input.Enter();
        ConnectMap? map = null;
        for (var count = input.ReadBlock(leastBytes); count != 0; count = input.ReadBlock(leastBytes))
        {
            map ??= new ConnectMap(input.RoomFor(count));
            for (; count > 0; count--)
            {
                var key = keys.Next(ref input);
                map[key] = Values.Read(ref input);
            }
        }

        input.Leave();
        return map ?? new ConnectMap();
    }
}
