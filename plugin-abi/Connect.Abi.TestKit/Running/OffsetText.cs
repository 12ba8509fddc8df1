using System.Text;
using System.Text.Json;

namespace Connect.Abi.TestKit.Running;

/// <summary>
/// Source partitions and offsets as the JSON that the host stores: whole numbers are read back as <see cref="long"/>, others as
/// <see cref="double"/>, bytes as Base64 text.
/// </summary>
internal static class OffsetText
{
    /// <summary>What is wrong with a partition or an offset; null for nothing.</summary>
    public static string? Problem(IReadOnlyDictionary<string, object?> map)
    {
        foreach (var (name, value) in map)
        {
            if (value is not (null or bool or string or sbyte or short or int or long or float or double or byte[] or ReadOnlyMemory<byte>))
            {
                return $"the field '{name}' holds a {value.GetType()}";
            }
        }

        return null;
    }

    /// <exception cref="CheckFailedException">It holds what can't be stored.</exception>
    public static string Of(IReadOnlyDictionary<string, object?>? map)
    {
        if (map is null)
        {
            return "null";
        }

        if (Problem(map) is { } problem)
        {
            throw new CheckFailedException(
                "source partitions and offsets hold null, booleans, strings, signed numbers and bytes only",
                problem,
                "put simple values there: the host stores them as JSON, and nothing else could be read back");
        }

        var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in map)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    public static IReadOnlyDictionary<string, object?>? Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Null
            ? null
            : document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => ValueOf(p.Value), StringComparer.Ordinal);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case sbyte number:
                writer.WriteNumberValue(number);
                break;
            case short number:
                writer.WriteNumberValue(number);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                WriteReal(writer, number);
                break;
            case double number when double.IsFinite(number):
                WriteReal(writer, number);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case ReadOnlyMemory<byte> memory:
                writer.WriteBase64StringValue(memory.Span);
                break;
            default:
                // NaN and the infinities, which the host stores as texts.
                writer.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>With a point or an exponent always, so that it is read back as a real number.</summary>
    private static void WriteReal(Utf8JsonWriter writer, double number)
    {
        var text = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        _ => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
    };
}
