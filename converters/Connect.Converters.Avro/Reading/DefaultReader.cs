using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads the default of a field that the writer's schema does not have: each time anew, since values may be changed.</summary>
/// <param name="binary">The default in Avro's encoding.</param>
/// <param name="value">Reads it.</param>
internal sealed class DefaultReader(ReadOnlyMemory<byte> binary, ValueReader value) : ValueReader
{
    public override object? Read(ref AvroInput input)
    {
        var standard = input.Inside(binary.Span);
        var read = value.Read(ref standard);
        input.Return(standard);
        return read;
    }

    public override void ReadField(ref AvroInput input, Struct structure, Field field)
    {
        var standard = input.Inside(binary.Span);
        value.ReadField(ref standard, structure, field);
        input.Return(standard);
    }
}
