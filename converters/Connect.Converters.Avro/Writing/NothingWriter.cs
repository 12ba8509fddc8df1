namespace Connect.Converters.Avro.Writing;

/// <summary>Writes nothing, which is Avro's null; Java writes any value so where the schema is null.</summary>
internal sealed class NothingWriter : ValueWriter
{
    protected internal override void WriteValue(AvroOutput output, object value)
    {
    }
}
