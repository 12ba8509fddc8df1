using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Storage.Offsets;

/// <summary>
/// Offsets as JSON, to the byte as the Java worker's internal converter writes them: the text is the record key in the offsets
/// topic, so that one other escape would be another key.
/// </summary>
internal static class OffsetJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    /// <summary>The bytes of an offset; null for none.</summary>
    public static byte[]? Write(IReadOnlyDictionary<string, object?>? offset)
    {
        if (offset is null)
        {
            return null;
        }

        var text = new StringBuilder();
        AppendMap(text, offset);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Appends a partition or an offset whose format is valid.</summary>
    public static void AppendMap(StringBuilder text, IReadOnlyDictionary<string, object?>? map)
    {
        if (map is null)
        {
            text.Append("null");
            return;
        }

        text.Append('{');
        var first = true;
        foreach (var (key, value) in map)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            AppendString(text, key);
            text.Append(':');
            AppendValue(text, key, value);
        }

        text.Append('}');
    }

    /// <summary>Appends a string with Jackson's escapes: also surrogate pairs, and hex digits in upper case.</summary>
    public static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case < ' ':
                case >= '\uD800' and <= '\uDFFF':
                    text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        text.Append('"');
    }

    /// <summary>The value at the start of the bytes; what follows it is passed over, as Java does.</summary>
    /// <exception cref="InvalidDataException">It is no JSON.</exception>
    public static object? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: true, new JsonReaderState(Options));
        try
        {
            return reader.Read() ? ReadValue(ref reader) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static object? ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return ReadNumber(ref reader);
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.StartArray:
                var list = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Add(ReadValue(ref reader));
                }

                return list;
            case JsonTokenType.StartObject:
                var map = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    map[name] = ReadValue(ref reader);
                }

                return map;
            default:
                return null;
        }
    }

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        var digits = reader.ValueSpan;
        if (digits.IndexOfAny("eE."u8) >= 0)
        {
            return double.Parse(digits, CultureInfo.InvariantCulture);
        }

        // Java's longValue() keeps the low 64 bits.
        var big = BigInteger.Parse(Encoding.ASCII.GetString(digits), CultureInfo.InvariantCulture);
        return unchecked((long)(ulong)(big & ulong.MaxValue));
    }

    private static void AppendValue(StringBuilder text, string name, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case string s:
                AppendString(text, s);
                break;
            case sbyte or short or int or long:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case double number:
                AppendFloat(text, ConnectText.Of(number), double.IsFinite(number));
                break;
            case float number:
                AppendFloat(text, ConnectText.Of(number), float.IsFinite(number));
                break;
            case byte[] bytes:
                text.Append('"').Append(Convert.ToBase64String(bytes)).Append('"');
                break;
            case ReadOnlyMemory<byte> memory:
                text.Append('"').Append(Convert.ToBase64String(memory.Span)).Append('"');
                break;
            default:
                throw new DataException($"Offsets may only contain primitive types as values, but field {name} contains {value.GetType()}");
        }
    }

    private static void AppendFloat(StringBuilder text, string number, bool finite)
    {
        if (finite)
        {
            text.Append(number);
        }
        else
        {
            text.Append('"').Append(number).Append('"');
        }
    }
}
