using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads dates, from days since 1970.</summary>
internal sealed class DateReader(Schema schema) : ValueReader
{
    public override object Read(ref AvroInput input) => Next(ref input);

    public override void ReadField(ref AvroInput input, Struct structure, Field field) => structure.Put(field, Next(ref input));

    private EpochMillis Next(ref AvroInput input) => Date.ToLogical(schema, input.ReadInt());
}
