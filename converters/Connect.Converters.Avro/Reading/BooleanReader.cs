using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads booleans.</summary>
internal sealed class BooleanReader : ValueReader
{
    public override object Read(ref AvroInput input) => input.ReadBoolean();

    public override void ReadField(ref AvroInput input, Struct structure, Field field) => structure.Put(field, input.ReadBoolean());
}
