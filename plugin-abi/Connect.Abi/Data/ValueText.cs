using System.Numerics;
using System.Text;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>The text of values that <see cref="Values.ParseString"/> reads back.</summary>
internal static class ValueText
{
    public static string Of(object value)
    {
        var builder = new StringBuilder();
        Append(builder, value, 0);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, object? value, int depth)
    {
        var embedded = depth > 0;
        switch (value)
        {
            case null or bool or sbyte or short or int or long or float or double or BigInteger or BigDecimal:
                ConnectText.Append(builder, value);
                break;
            case string text:
                AppendString(builder, text, embedded);
                break;
            case byte[] bytes:
                AppendBytes(builder, bytes, embedded);
                break;
            case ReadOnlyMemory<byte> memory:
                AppendBytes(builder, memory.Span, embedded);
                break;
            case EpochMillis millis:
                AppendDate(builder, millis.Value);
                break;
            case Struct structure:
                AppendStruct(builder, structure, Nesting.Deeper(depth));
                break;
            case IReadOnlyList<object?> list:
                builder.Append('[');
                depth = Nesting.Deeper(depth);
                for (var i = 0; i < list.Count; i++)
                {
                    builder.Append(i == 0 ? string.Empty : ",");
                    Append(builder, list[i], depth);
                }

                builder.Append(']');
                break;
            default:
                AppendMap(builder, ConnectMap.From(value) ?? throw new DataException(
                    $"Failed to serialize unexpected value type {value.GetType()}: {value}"), Nesting.Deeper(depth));
                break;
        }
    }

    private static void AppendStruct(StringBuilder builder, Struct structure, int depth)
    {
        builder.Append('{');
        foreach (var field in structure.Schema.Fields)
        {
            builder.Append(field.Index == 0 ? string.Empty : ",");
            AppendString(builder, field.Name, embedded: true);
            builder.Append(':');
            Append(builder, structure.Get(field), depth);
        }

        builder.Append('}');
    }

    private static void AppendMap(StringBuilder builder, ConnectMap map, int depth)
    {
        var first = true;
        builder.Append('{');
        foreach (var (key, element) in map)
        {
            builder.Append(first ? string.Empty : ",");
            first = false;
            Append(builder, key, depth);
            builder.Append(':');
            Append(builder, element, depth);
        }

        builder.Append('}');
    }

    private static void AppendString(StringBuilder builder, string text, bool embedded)
    {
        if (!embedded)
        {
            builder.Append(text);
            return;
        }

        builder.Append('"');
        foreach (var c in text)
        {
            if (c is '\\' or '"')
            {
                builder.Append('\\');
            }

            builder.Append(c);
        }

        builder.Append('"');
    }

    private static void AppendBytes(StringBuilder builder, ReadOnlySpan<byte> bytes, bool embedded)
    {
        var quote = embedded ? "\"" : string.Empty;
        builder.Append(quote).Append(Convert.ToBase64String(bytes)).Append(quote);
    }

    // A time on the first day or before, a date at midnight, else a timestamp: the value alone does not tell which it is.
    private static void AppendDate(StringBuilder builder, long millis)
    {
        if (millis < EpochMillis.PerDay)
        {
            JavaDates.AppendTime(builder, millis, withMillis: true);
            builder.Append('Z');
            return;
        }

        JavaDates.AppendDate(builder, millis);
        if (millis % EpochMillis.PerDay != 0)
        {
            builder.Append('T');
            JavaDates.AppendTime(builder, millis, withMillis: true);
            builder.Append('Z');
        }
    }
}
