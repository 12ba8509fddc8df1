namespace Connect.Converters.Avro.Reading;

/// <summary>Reads null, which takes no bytes.</summary>
internal sealed class NullReader : ValueReader
{
    public static readonly NullReader Instance = new();

    public override object? Read(ref AvroInput input) => null;
}
