using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>The conversions behind <see cref="Values"/>, on values that are not null.</summary>
internal static class ValueConverter
{
    public static object Required(object? value) =>
        value ?? throw new DataException("Unable to convert a null value to a schema that requires a value");

    /// <summary>Converts a value that was parsed, to a schema that goes with its neighbours.</summary>
    public static object? To(Schema schema, object? value)
    {
        if (value is null)
        {
            return schema.IsOptional ? null : Required(value);
        }

        return schema.Type switch
        {
            SchemaType.Bytes => schema.Name == Decimal.LogicalName ? ToDecimal(schema, value) : ToBytes(schema, value),
            SchemaType.String => Values.ConvertToString(null, value),
            SchemaType.Boolean => Values.ConvertToBoolean(null, value),
            SchemaType.Int8 => Values.ConvertToInt8(null, value),
            SchemaType.Int16 => Values.ConvertToInt16(null, value),
            SchemaType.Int32 => schema.Name switch
            {
                Date.LogicalName => ToDate(null, value),
                Time.LogicalName => ToTime(null, value),
                _ => Values.ConvertToInt32(null, value),
            },
            SchemaType.Int64 => schema.Name == Timestamp.LogicalName ? ToTimestamp(null, value) : Values.ConvertToInt64(null, value),
            SchemaType.Float32 => Values.ConvertToFloat32(null, value),
            SchemaType.Float64 => Values.ConvertToFloat64(null, value),
            SchemaType.Array => ToList(value),
            SchemaType.Map => ToMap(value),
            _ => ToStruct(value),
        };
    }

    public static bool ToBoolean(Schema? schema, object value) =>
        value is string text && ValueParser.Parse(text).Value is bool flag ? flag : AsInt64(schema, value) != 0;

    public static long AsInt64(Schema? schema, object value)
    {
        if (Numbers.TryToInt64(value, out var number))
        {
            return number;
        }

        if (value is string text && BigDecimal.TryParse(text, out var parsed))
        {
            return parsed.ToInt64();
        }

        if (value is EpochMillis millis)
        {
            switch (schema?.Name)
            {
                case Date.LogicalName:
                    return Date.FromLogical(schema, millis);
                case Time.LogicalName:
                    return Time.FromLogical(schema, millis);
                case Timestamp.LogicalName:
                    return millis.Value;
            }
        }

        throw Unable(value, "a number");
    }

    public static double AsDouble(Schema? schema, object value)
    {
        if (Numbers.TryToDouble(value, out var number))
        {
            return number;
        }

        return value is string text && BigDecimal.TryParse(text, out var parsed) ? parsed.ToDouble() : AsInt64(schema, value);
    }

    public static IReadOnlyList<object?> ToList(object value) =>
        Parsed(value) as IReadOnlyList<object?> ?? throw Unable(value, "a list");

    public static ConnectMap ToMap(object value) => ConnectMap.From(Parsed(value)) ?? throw Unable(value, "a map");

    public static Struct ToStruct(object value) => value as Struct ?? throw Unable(value, "a struct");

    public static EpochMillis ToDate(Schema? from, object value)
    {
        var parsed = ParsedForDate(value);
        if (parsed is EpochMillis millis && from?.Name is var name)
        {
            if (from is null || name == Date.LogicalName)
            {
                return millis;
            }

            if (name == Timestamp.LogicalName)
            {
                return new(unchecked((int)(millis.Value / EpochMillis.PerDay)) * EpochMillis.PerDay);
            }
        }

        return Date.ToLogical(Date.Schema, unchecked((int)AsInt64(from, parsed)));
    }

    public static EpochMillis ToTime(Schema? from, object value)
    {
        var parsed = ParsedForDate(value);
        if (parsed is EpochMillis millis && from?.Name is var name)
        {
            if (from is null || name == Time.LogicalName)
            {
                return millis;
            }

            if (name == Timestamp.LogicalName)
            {
                return new(EpochMillis.MillisOfDay(millis.Value));
            }
        }

        return Time.ToLogical(Time.Schema, unchecked((int)AsInt64(from, parsed)));
    }

    public static EpochMillis ToTimestamp(Schema? from, object value)
    {
        var parsed = ParsedForDate(value);
        if (parsed is EpochMillis millis)
        {
            switch (from?.Name)
            {
                case Date.LogicalName:
                    return new(Date.FromLogical(from, millis) * EpochMillis.PerDay);
                case Time.LogicalName:
                    return new(Time.FromLogical(from, millis));
                case Timestamp.LogicalName:
                    return millis;
                default:
                    if (from is null)
                    {
                        return millis;
                    }

                    break;
            }
        }

        return new(AsInt64(from, parsed));
    }

    public static BigDecimal ToDecimal(Schema schema, object value)
    {
        if (ValueEquality.TryBytes(value, out var bytes))
        {
            return Decimal.ToLogical(schema, bytes.Span);
        }

        switch (value)
        {
            case BigDecimal number:
                return number;
            case string text when BigDecimal.TryParse(text, out var parsed):
                return parsed;
            default:
                // Any other number goes through a double, as in Java.
                return Numbers.TryToDouble(value, out var wide) && double.IsFinite(wide)
                    ? BigDecimal.From(wide)
                    : throw Unable(value, "a decimal");
        }
    }

    private static byte[] ToBytes(Schema schema, object value)
    {
        if (value is BigDecimal number)
        {
            return Decimal.FromLogical(schema, number);
        }

        return ValueEquality.TryBytes(value, out var bytes) ? value as byte[] ?? bytes.ToArray() : throw Unable(value, "bytes");
    }

    private static object? Parsed(object value) => value is string text ? ValueParser.Parse(text).Value : value;

    private static object ParsedForDate(object value) => Parsed(value) ?? throw Unable(value, "a date or time");

    private static DataException Unable(object value, string to) =>
        new($"Unable to convert {ConnectText.Of(value)} ({value.GetType()}) to {to}");
}
