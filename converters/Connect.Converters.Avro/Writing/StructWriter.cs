using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes structs as Avro records, field after field.</summary>
internal sealed class StructWriter : ValueWriter
{
    /// <summary>The writers of the fields, in order; set once they are made, since a struct may contain its own kind.</summary>
    public ValueWriter[] Fields { get; set; } = [];

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        var structure = value as Struct ?? throw Misfit(value);
        Check(Place, structure);
        output.Enter();
        var fields = structure.Schema.Fields;
        var writers = Fields;
        for (var i = 0; i < writers.Length; i++)
        {
            writers[i].WriteField(output, structure, fields[i]);
        }

        output.Leave();
    }

    internal static void Check(Place place, Struct structure)
    {
        if (!ReferenceEquals(structure.Schema, place.Schema) && !structure.Schema.Equals(place.Schema))
        {
            throw new DataException(
                $"The struct for {place.Path} has another schema than the one given for it: {structure.Schema}, expected is {place.Schema}");
        }
    }
}
