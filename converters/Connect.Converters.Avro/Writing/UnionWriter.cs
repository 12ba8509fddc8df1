using Connect.Abi.Data;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes structs that stand for Avro unions: the first field that is set is the value.</summary>
internal sealed class UnionWriter : ValueWriter
{
    /// <summary>The writers of the fields, in order; set once they are made.</summary>
    public ValueWriter[] Fields { get; set; } = [];

    /// <summary>Whether no field is set.</summary>
    public bool IsNull(object value) => value is Struct structure && Find(structure) < 0;

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        var structure = value as Struct ?? throw Misfit(value);
        StructWriter.Check(Place, structure);
        var set = Find(structure);
        if (set < 0)
        {
            Place.WriteNull(output);
            return;
        }

        output.Enter();
        Fields[set].WriteField(output, structure, structure.Schema.Fields[set]);
        output.Leave();
    }

    private int Find(Struct structure)
    {
        var fields = structure.Schema.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            if (structure.IsSet(fields[i]) || (!Place.IgnoresDefault && fields[i].Schema.DefaultValue is not null))
            {
                return i;
            }
        }

        return -1;
    }
}
