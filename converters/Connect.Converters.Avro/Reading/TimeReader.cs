using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads times of day, from milliseconds after midnight.</summary>
internal sealed class TimeReader(Schema schema) : ValueReader
{
    public override object Read(ref AvroInput input) => Next(ref input);

    public override void ReadField(ref AvroInput input, Struct structure, Field field) => structure.Put(field, Next(ref input));

    private EpochMillis Next(ref AvroInput input)
    {
        var began = input.Position;
        var millis = input.ReadInt();
        try
        {
            return Time.ToLogical(schema, millis);
        }
        catch (DataException e)
        {
            throw input.ErrorAt(began, e.Message);
        }
    }
}
