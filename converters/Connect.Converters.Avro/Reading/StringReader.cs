namespace Connect.Converters.Avro.Reading;

/// <summary>Reads strings, and bytes that are to be strings.</summary>
internal sealed class StringReader : ValueReader
{
    public static readonly StringReader Instance = new();

    public override object Read(ref AvroInput input) => input.ReadString();
}
