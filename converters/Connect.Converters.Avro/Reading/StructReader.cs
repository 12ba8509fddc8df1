using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads structs from Avro records, step after step.</summary>
internal sealed class StructReader(Schema schema) : ValueReader
{
    /// <summary>The steps; set once they are made, since a record may contain its own kind.</summary>
    public FieldStep[] Steps { get; set; } = [];

    public override object Read(ref AvroInput input)
    {
        input.Enter();
        var began = input.Position;
        var structure = new Struct(schema);
        foreach (ref readonly var step in Steps.AsSpan())
        {
            if (step.Field is null)
            {
                step.Reader.Read(ref input);
            }
            else
            {
                step.Reader.ReadField(ref input, structure, step.Field);
            }
        }

        if (input.Position == began)
        {
            input.CountWithoutBytes(began, 1 + Steps.Length);
        }

        input.Leave();
        return structure;
    }
}
