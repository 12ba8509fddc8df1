using System.Numerics;
using Avro;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Schema = Avro.Schema;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Decimals as the bytes of a schema whose logical type is <see cref="LogicalType.Decimal"/>.</summary>
internal static class AvroDecimals
{
    /// <summary>The bytes of a decimal, as many as a fixed has.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The decimal; it may have fewer digits behind the point than the schema's scale.</param>
    /// <exception cref="DataException">The decimal has more digits than the schema takes.</exception>
    public static byte[] ToBytes(Schema schema, BigDecimal value)
    {
        var unscaled = Fit(value, LogicalTypes.PrecisionOf(schema), LogicalTypes.ScaleOf(schema));
        if (schema is not FixedSchema size)
        {
            return unscaled.ToByteArray(isBigEndian: true);
        }

        var bytes = new byte[size.Size];
        bytes.AsSpan().Fill(unscaled.Sign < 0 ? (byte)0xFF : (byte)0);
        var length = unscaled.GetByteCount();
        unscaled.TryWriteBytes(bytes.AsSpan(bytes.Length - length), out _, isBigEndian: true);
        return bytes;
    }

    /// <summary>The decimal of some bytes.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="bytes">The unscaled value, big-endian, at least one byte.</param>
    /// <exception cref="DataException">There are no bytes.</exception>
    public static BigDecimal ToDecimal(Schema schema, ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? throw new DataException("A decimal of the Avro schema has no bytes, and so no value.")
        : new BigDecimal(new BigInteger(bytes, isBigEndian: true), LogicalTypes.ScaleOf(schema));

    private static BigInteger Fit(BigDecimal value, int precision, int scale)
    {
        if (value.Unscaled.IsZero)
        {
            return BigInteger.Zero;
        }

        // Digits are counted before any is added, so that no scale, however large, takes memory.
        var digits = (long)value.Precision + scale - value.Scale;
        return digits > 0 && digits <= precision && value.TryRescale(scale, out var scaled)
            ? scaled.Unscaled
            : throw new DataException(
                $"The decimal {value} does not fit the Avro schema's decimal of precision {precision} and scale {scale}: "
                + "round it, or write it with a schema that has room for its digits.");
    }
}
