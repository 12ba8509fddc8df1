using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads timestamps, from milliseconds since 1970.</summary>
internal sealed class TimestampReader<TDecoding>(Schema schema) : ValueReader
    where TDecoding : struct, INumberDecoding
{
    public override object Read(ref AvroInput input) => Next(ref input);

    public override void ReadField(ref AvroInput input, Struct structure, Field field) => structure.Put(field, Next(ref input));

    private EpochMillis Next(ref AvroInput input) => Timestamp.ToLogical(schema, TDecoding.Read<long>(ref input));
}
