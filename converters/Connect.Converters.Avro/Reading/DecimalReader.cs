using System.Numerics;
using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads decimals, from the bytes of their unscaled value.</summary>
internal sealed class DecimalReader(BytesSource source, int scale) : ValueReader
{
    public override object Read(ref AvroInput input)
    {
        var began = input.Position;
        var bytes = source.Read(ref input);
        return bytes.IsEmpty
            ? throw input.ErrorAt(began, "a decimal has at least one byte, and this one has none")
            : new BigDecimal(new BigInteger(bytes, isUnsigned: false, isBigEndian: true), scale);
    }
}
