using System.Text.Json;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Numbers of JSON in Java's types, cut as Java cuts them; 0 for what is no number.</summary>
internal static class JsonNumbers
{
    public static int ToInt32(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return 0;
        }

        return value.TryGetInt64(out var whole) ? unchecked((int)whole) : Saturated32(value.GetDouble());
    }

    public static long ToInt64(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return 0;
        }

        return value.TryGetInt64(out var whole) ? whole : Saturated64(value.GetDouble());
    }

    public static double ToDouble(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    private static int Saturated32(double value) => double.IsNaN(value)
        ? 0
        : value >= int.MaxValue ? int.MaxValue : value <= int.MinValue ? int.MinValue : (int)value;

    private static long Saturated64(double value) => double.IsNaN(value)
        ? 0
        : value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
}
