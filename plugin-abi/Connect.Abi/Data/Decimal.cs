using System.Globalization;
using System.Numerics;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>
/// A decimal number of a fixed scale: bytes that are the unscaled value in two's complement, big-endian, seen as
/// <see cref="BigDecimal"/>.
/// </summary>
public static class Decimal
{
    /// <summary>The schema's name.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Decimal";

    /// <summary>The parameter that holds the scale.</summary>
    public const string ScaleField = "scale";

    /// <summary>Begins a schema, to be made optional or given a default.</summary>
    /// <param name="scale">The number of digits after the point; negative for trailing zeros that are not written.</param>
    public static SchemaBuilder Builder(int scale) => SchemaBuilder.Bytes()
        .Name(LogicalName)
        .Parameter(ScaleField, scale.ToString(CultureInfo.InvariantCulture))
        .Version(1);

    /// <summary>The schema, required and without default.</summary>
    /// <param name="scale">The number of digits after the point; negative for trailing zeros that are not written.</param>
    public static Schema Schema(int scale) => Builder(scale).Build();

    /// <summary>The bytes of a number.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The number, of the schema's scale.</param>
    /// <exception cref="DataException">The schema has no scale, or the number another.</exception>
    public static byte[] FromLogical(Schema schema, BigDecimal value)
    {
        var scale = ScaleOf(schema);
        return value.Scale == scale
            ? value.Unscaled.ToByteArray(isUnsigned: false, isBigEndian: true)
            : throw new DataException(
                $"Decimal value has mismatching scale for given Decimal schema. Schema has scale {scale}, value has scale {value.Scale}.");
    }

    /// <summary>The number of bytes.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <param name="value">The unscaled value, at least one byte.</param>
    /// <exception cref="DataException">The schema has no scale, or there are no bytes.</exception>
    public static BigDecimal ToLogical(Schema schema, ReadOnlySpan<byte> value) =>
        value.IsEmpty
            ? throw new DataException("A Decimal can't be made of no bytes")
            : new(new BigInteger(value, isUnsigned: false, isBigEndian: true), ScaleOf(schema));

    /// <summary>The scale that a schema asks for.</summary>
    /// <param name="schema">The schema, of this logical type.</param>
    /// <exception cref="DataException">It has none, or one that is not a number.</exception>
    public static int ScaleOf(Schema schema)
    {
        if (schema.Parameters is null || !schema.Parameters.TryGetValue(ScaleField, out var text))
        {
            throw new DataException($"Invalid Decimal schema: {ScaleField} parameter not found.");
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var scale)
            ? scale
            : throw new DataException($"Invalid {ScaleField} parameter found in Decimal schema: '{text}' is not a whole number");
    }
}
