using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Stands where no value can be written: null may still be.</summary>
internal sealed class RefusingWriter(string reason) : ValueWriter
{
    protected internal override void WriteValue(AvroOutput output, object value) => throw new DataException($"{Place.Path} can't be written: {reason}");
}
