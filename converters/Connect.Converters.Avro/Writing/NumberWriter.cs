using System.Numerics;
using Connect.Abi.Data;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes numbers of one Connect type as one of Avro's. A struct's numbers are not boxed.</summary>
internal sealed class NumberWriter<T, TEncoding> : ValueWriter
    where T : struct, INumber<T>
    where TEncoding : struct, INumberEncoding
{
    protected internal override void WriteValue(AvroOutput output, object value) =>
        TEncoding.Write(output, value is T number ? number : throw Misfit(value));

    protected override void WriteSet(AvroOutput output, Struct structure, Field field) => TEncoding.Write(output, structure.Get<T>(field));
}
