using System.Numerics;
using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads one of Avro's numbers as one of Connect's types. A struct's numbers are not boxed.</summary>
internal sealed class NumberReader<T, TDecoding> : ValueReader
    where T : struct, INumber<T>
    where TDecoding : struct, INumberDecoding
{
    public override object Read(ref AvroInput input) => TDecoding.Read<T>(ref input);

    public override void ReadField(ref AvroInput input, Struct structure, Field field) => structure.Put(field, TDecoding.Read<T>(ref input));
}
