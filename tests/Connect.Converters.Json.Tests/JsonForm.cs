using Connect.Abi.Data;

namespace Connect.Converters.Json.Tests;

/// <summary>What is left of a value with schema in JSON that has none.</summary>
internal static class JsonForm
{
    /// <summary>The value without schema that the JSON of a value stands for.</summary>
    /// <param name="data">The value; its nulls stand for the defaults, where there are some.</param>
    /// <param name="numericDecimals">Whether decimals are numbers.</param>
    public static object? Of(SchemaAndValue data, bool numericDecimals)
    {
        // Filled in here and not before: two keys of a map that differ by a default alone are both written.
        var schema = data.Schema!;
        var value = data.Value ?? schema.DefaultValue;
        switch (value)
        {
            case null or string or bool or long or double:
                return value;
            case sbyte or short or int:
                return Convert.ToInt64(value, null);
            case float number:
                return double.Parse(ConnectText.Of(number), System.Globalization.CultureInfo.InvariantCulture);
            case byte[] bytes:
                return Convert.ToBase64String(bytes);
            case BigDecimal number:
                return numericDecimals ? Number(number) : Convert.ToBase64String(Abi.Data.Decimal.FromLogical(schema, number));
            case EpochMillis time when schema.Name == Date.LogicalName:
                return (long)Date.FromLogical(schema, time);
            case EpochMillis time:
                return time.Value;
            case Struct structure:
                return Map(schema.Fields, f => f.Name, f => Of(new(f.Schema, structure.GetWithoutDefault(f)), numericDecimals));
            case IReadOnlyList<object?> list:
                return list.Select(item => Of(new(schema.ValueSchema, item), numericDecimals)).ToList();
            case ConnectMap map when schema.KeySchema!.Type == SchemaType.String:
                return Map(map, e => e.Key ?? schema.KeySchema.DefaultValue, e => Of(new(schema.ValueSchema, e.Value), numericDecimals));
            case ConnectMap map:
                return map.Select(e => (object?)new List<object?>
                {
                    Of(new(schema.KeySchema, e.Key), numericDecimals),
                    Of(new(schema.ValueSchema, e.Value), numericDecimals),
                }).ToList();
            default:
                throw new ArgumentException($"{value.GetType()} is no Connect data");
        }
    }

    private static object Number(BigDecimal number)
    {
        var text = number.ToString();
        if (text.AsSpan().IndexOfAny(".E") < 0)
        {
            // As long as the text is whole, the low bits of it.
            return unchecked((long)(ulong)(number.Unscaled & ulong.MaxValue));
        }

        return number.Unscaled.IsZero ? 0.0 : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ConnectMap Map<T>(IEnumerable<T> items, Func<T, object?> key, Func<T, object?> value)
    {
        var map = new ConnectMap();
        foreach (var item in items)
        {
            map[key(item)] = value(item);
        }

        return map;
    }
}
