using System.Globalization;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Plugins.Transforms.Casting;

/// <summary>Reads numbers and booleans from text as Java's <c>parseInt</c>, <c>parseDouble</c> and their kin do. Stateless.</summary>
internal static class TextCaster
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">The type wanted: a number or boolean.</param>
    /// <exception cref="DataException">The text is not of this type, or out of its range.</exception>
    public static object Cast(string text, SchemaType type)
    {
        switch (type)
        {
            case SchemaType.Boolean:
                return string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
            case SchemaType.Float32 when TryNormalize(text, out var digits):
                return float.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            case SchemaType.Float64 when TryNormalize(text, out var digits):
                return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            case SchemaType.Int8 when sbyte.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            case SchemaType.Int16 when short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            case SchemaType.Int32 when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            case SchemaType.Int64 when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                throw new DataException($"Value ({text}) was out of range for requested data type {type.ToName()}");
        }
    }

    /// <summary>
    /// Brings a floating point number into the form that .NET reads: white space around it and the suffixes d and f go.
    /// </summary>
    private static bool TryNormalize(string text, out string digits)
    {
        digits = text.Trim();
        var unsigned = digits.AsSpan().TrimStart("+-");
        if (digits.Length - unsigned.Length > 1)
        {
            return false;
        }

        if (unsigned is "NaN" or "Infinity")
        {
            digits = digits.TrimStart('+');
            digits = unsigned is "NaN" ? "NaN" : digits;
            return true;
        }

        if (unsigned.Length > 0 && unsigned[^1] is 'd' or 'D' or 'f' or 'F')
        {
            digits = digits[..^1];
            unsigned = unsigned[..^1];
        }

        return unsigned.Length > 0
            && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.')
            && double.TryParse(
                digits,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out _);
    }
}
