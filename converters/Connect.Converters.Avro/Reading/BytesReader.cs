namespace Connect.Converters.Avro.Reading;

/// <summary>Reads bytes.</summary>
internal sealed class BytesReader(BytesSource source) : ValueReader
{
    public override object Read(ref AvroInput input) => source.Read(ref input).ToArray();
}
