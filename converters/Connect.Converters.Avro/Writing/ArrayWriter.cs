namespace Connect.Converters.Avro.Writing;

/// <summary>Writes lists.</summary>
internal sealed class ArrayWriter : ValueWriter
{
    public required ValueWriter Element { get; init; }

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        var list = value as IReadOnlyList<object?> ?? throw Misfit(value);
        output.Enter();
        if (list.Count > 0)
        {
            output.Long(list.Count);
            for (var i = 0; i < list.Count; i++)
            {
                Element.Write(output, list[i]);
            }
        }

        output.Int(0);
        output.Leave();
    }
}
