using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Connect.Abi.Data;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Writes JSON as Jackson does, whose text is what Java's schemas show: without white space, escaped where it must be.</summary>
internal static class JsonText
{
    /// <summary>The text of a value.</summary>
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Appends the text of a value.</summary>
    public static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var next = false;
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(next ? "," : "");
                    next = true;
                    Append(text, item);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Append(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                AppendNumber(text, value);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    /// <summary>Appends a text in quotes.</summary>
    public static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    /// <summary>Whether a number is written without fraction and exponent; Jackson takes only such for integers.</summary>
    public static bool IsIntegral(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny(".eE") < 0;

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        text.Append('{');
        var next = false;
        foreach (var (name, member) in value.Members())
        {
            text.Append(next ? "," : "");
            next = true;
            Append(text, name);
            text.Append(':');
            Append(text, member);
        }

        text.Append('}');
    }

    private static void AppendNumber(StringBuilder text, JsonElement value)
    {
        if (IsIntegral(value))
        {
            text.Append(BigInteger.Parse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
            return;
        }

        var number = double.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
        text.Append(double.IsFinite(number) ? ConnectText.Of(number) : $"\"{ConnectText.Of(number)}\"");
    }
}
