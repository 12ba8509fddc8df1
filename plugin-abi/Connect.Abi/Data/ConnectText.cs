using System.Globalization;
using System.Numerics;
using System.Text;

namespace Connect.Abi.Data;

/// <summary>
/// The text of a Connect value as Java's <c>String.valueOf</c> writes it: <c>Struct{a=1,b=x}</c>, <c>{k=v}</c>, <c>[1, 2]</c>,
/// <c>1.0E10</c>, <c>Tue Nov 14 22:13:20 UTC 2023</c>, <c>null</c>.
/// </summary>
public static class ConnectText
{
    /// <summary>The text of a value.</summary>
    /// <param name="value">The value; may be null.</param>
    /// <exception cref="Errors.DataException">It is nested too deep.</exception>
    public static string Of(object? value)
    {
        switch (value)
        {
            case null:
                return "null";
            case string text:
                return text;
            default:
                var builder = new StringBuilder();
                Append(builder, value);
                return builder.ToString();
        }
    }

    /// <summary>The text of a number.</summary>
    /// <param name="value">The number.</param>
    public static string Of(double value) => JavaNumbers.Text(value);

    /// <summary>The text of a number.</summary>
    /// <param name="value">The number.</param>
    public static string Of(float value) => JavaNumbers.Text(value);

    /// <summary>Appends the text of a value.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="value">The value; may be null.</param>
    /// <exception cref="Errors.DataException">It is nested too deep.</exception>
    public static void Append(StringBuilder builder, object? value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Append(builder, value, 0);
    }

    private static void Append(StringBuilder builder, object? value, int depth)
    {
        switch (value)
        {
            case null:
                builder.Append("null");
                break;
            case string text:
                builder.Append(text);
                break;
            case bool flag:
                builder.Append(flag ? "true" : "false");
                break;
            case int or long or short or sbyte or BigInteger:
                builder.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case double number:
                builder.Append(JavaNumbers.Text(number));
                break;
            case float number:
                builder.Append(JavaNumbers.Text(number));
                break;
            case EpochMillis millis:
                JavaDates.AppendText(builder, millis.Value);
                break;
            case Struct structure:
                AppendStruct(builder, structure, Nesting.Deeper(depth));
                break;
            case byte[] bytes:
                // Java writes where the array lies in memory; here equal bytes give equal text.
                builder.Append("[B@").Append(CultureInfo.InvariantCulture, $"{StableHash(bytes):x}");
                break;
            case ReadOnlyMemory<byte> memory:
                builder.Append(CultureInfo.InvariantCulture, $"java.nio.HeapByteBuffer[pos=0 lim={memory.Length} cap={memory.Length}]");
                break;
            case IReadOnlyList<object?> list:
                AppendList(builder, list, Nesting.Deeper(depth));
                break;
            default:
                AppendOther(builder, value, depth);
                break;
        }
    }

    private static void AppendOther(StringBuilder builder, object value, int depth)
    {
        if (ConnectMap.From(value) is { } map)
        {
            var first = true;
            depth = Nesting.Deeper(depth);
            builder.Append('{');
            foreach (var (key, element) in map)
            {
                builder.Append(first ? string.Empty : ", ");
                first = false;
                Append(builder, key, depth);
                builder.Append('=');
                Append(builder, element, depth);
            }

            builder.Append('}');
        }
        else
        {
            builder.Append(CultureInfo.InvariantCulture, $"{value}");
        }
    }

    private static void AppendStruct(StringBuilder builder, Struct structure, int depth)
    {
        var first = true;
        builder.Append("Struct{");
        foreach (var field in structure.Schema.Fields)
        {
            if (structure.IsNull(field))
            {
                continue;
            }

            builder.Append(first ? string.Empty : ",").Append(field.Name).Append('=');
            first = false;
            switch (field.Schema.Storage)
            {
                case StorageKind.Int32:
                    builder.Append(CultureInfo.InvariantCulture, $"{structure.Get<int>(field)}");
                    break;
                case StorageKind.Int64:
                    builder.Append(CultureInfo.InvariantCulture, $"{structure.Get<long>(field)}");
                    break;
                default:
                    Append(builder, structure.GetWithoutDefault(field), depth);
                    break;
            }
        }

        builder.Append('}');
    }

    private static void AppendList(StringBuilder builder, IReadOnlyList<object?> list, int depth)
    {
        builder.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            builder.Append(i == 0 ? string.Empty : ", ");
            Append(builder, list[i], depth);
        }

        builder.Append(']');
    }

    private static uint StableHash(byte[] bytes)
    {
        var hash = 2166136261u;
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * 16777619u);
        }

        return hash;
    }
}
