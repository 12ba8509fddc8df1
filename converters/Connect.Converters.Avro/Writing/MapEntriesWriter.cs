using Connect.Abi.Data;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes maps whose keys are not strings, as arrays of entries.</summary>
internal sealed class MapEntriesWriter : ValueWriter
{
    public required ValueWriter Keys { get; init; }

    public required ValueWriter Values { get; init; }

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        var map = ConnectMap.From(value) ?? throw Misfit(value);
        output.Enter();
        if (map.Count > 0)
        {
            output.Long(map.Count);
            foreach (var (key, element) in map)
            {
                Keys.Write(output, key);
                Values.Write(output, element);
            }
        }

        output.Int(0);
        output.Leave();
    }
}
