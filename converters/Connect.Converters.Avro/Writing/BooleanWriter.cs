using Connect.Abi.Data;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes booleans.</summary>
internal sealed class BooleanWriter : ValueWriter
{
    protected internal override void WriteValue(AvroOutput output, object value) =>
        output.Boolean(value is bool flag ? flag : throw Misfit(value));

    protected override void WriteSet(AvroOutput output, Struct structure, Field field) => output.Boolean(structure.Get<bool>(field));
}
