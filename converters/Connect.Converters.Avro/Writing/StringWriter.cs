namespace Connect.Converters.Avro.Writing;

/// <summary>Writes strings.</summary>
internal sealed class StringWriter : ValueWriter
{
    protected internal override void WriteValue(AvroOutput output, object value) =>
        output.String(value as string ?? throw Misfit(value));
}
