namespace Connect.Converters.Avro.Reading;

/// <summary>Stands where no value can be read.</summary>
internal sealed class RefusingReader(string reason) : ValueReader
{
    public override object? Read(ref AvroInput input) => throw input.Error(reason);
}
