using Connect.Abi.Data;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes dates, times and timestamps.</summary>
internal sealed class TimeWriter<TEncoding> : ValueWriter
    where TEncoding : struct, INumberEncoding
{
    protected internal override void WriteValue(AvroOutput output, object value) =>
        Write(output, value is EpochMillis time ? time : throw Misfit(value));

    protected override void WriteSet(AvroOutput output, Struct structure, Field field) => Write(output, structure.Get<EpochMillis>(field));

    private void Write(AvroOutput output, EpochMillis time)
    {
        var schema = Place.Schema!;
        switch (schema.Name)
        {
            case Date.LogicalName:
                TEncoding.Write(output, Date.FromLogical(schema, time));
                break;
            case Time.LogicalName:
                TEncoding.Write(output, Time.FromLogical(schema, time));
                break;
            default:
                TEncoding.Write(output, Timestamp.FromLogical(schema, time));
                break;
        }
    }
}
