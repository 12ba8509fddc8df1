using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes maps whose keys are strings.</summary>
internal sealed class MapWriter : ValueWriter
{
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
                output.String(key as string ?? throw new DataException(
                    $"{key?.GetType().ToString() ?? "null"} can't be a key of {Place.Path}: the keys of an Avro map are strings"));
                Values.Write(output, element);
            }
        }

        output.Int(0);
        output.Leave();
    }
}
