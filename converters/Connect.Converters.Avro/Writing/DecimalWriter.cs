using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes decimals, as the bytes of their unscaled value.</summary>
internal sealed class DecimalWriter : ValueWriter
{
    /// <summary>In which of Avro's forms.</summary>
    public required BytesForm Form { get; init; }

    /// <summary>How many digits come after the point.</summary>
    public required int Scale { get; init; }

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        var number = value is BigDecimal given ? given : throw Misfit(value);
        if (number.Scale != Scale)
        {
            throw new DataException(
                $"A decimal of scale {number.Scale} can't be the value of {Place.Path}, which has scale {Scale}: {number}");
        }

        var count = number.Unscaled.GetByteCount();
        var size = Form.Size ?? count;
        if (count > size)
        {
            throw new DataException($"{Place.Path} is a fixed of {size} bytes in Avro, and {number} takes {count}");
        }

        var bytes = size <= 256 ? stackalloc byte[size] : new byte[size];
        number.Unscaled.TryWriteBytes(bytes[(size - count)..], out _, isUnsigned: false, isBigEndian: true);
        bytes[..(size - count)].Fill(number.Unscaled.Sign < 0 ? (byte)0xFF : (byte)0);
        Form.Write(output, bytes);
    }
}
