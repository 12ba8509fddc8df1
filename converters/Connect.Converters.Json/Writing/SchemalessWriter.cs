using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Text;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes data without schema, each value as what it is.</summary>
internal sealed class SchemalessWriter(JsonOutput output, int maxDepth)
{
    public void Write(object? value, int depth)
    {
        switch (value)
        {
            case null:
                output.Null();
                break;
            case string text:
                output.String(text);
                break;
            case long number:
                output.Int64(number);
                break;
            case int number:
                output.Int64(number);
                break;
            case double number:
                output.Float64(number);
                break;
            case bool flag:
                output.Boolean(flag);
                break;
            case ConnectMap map:
                WriteMap(map, Deeper(depth));
                break;
            case byte[] bytes:
                output.Base64(bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                output.Base64(bytes.Span);
                break;
            case float number:
                output.Float32(number);
                break;
            case short number:
                output.Int64(number);
                break;
            case sbyte number:
                output.Int64(number);
                break;
            case Struct structure:
                throw new DataException($"Mismatching schema: a struct of {structure.Schema} where no schema was given");
            case IReadOnlyList<object?> list:
                WriteList(list, Deeper(depth));
                break;
            default:
                WriteMap(
                    ConnectMap.From(value) ?? throw new DataException($"{value.GetType()} has no corresponding schema type: give a schema with the value"),
                    Deeper(depth));
                break;
        }
    }

    private int Deeper(int depth) => depth < maxDepth
        ? depth + 1
        : throw new DataException($"The data is nested more than {maxDepth} levels deep, which no JSON reader of Connect takes");

    private void WriteList(IReadOnlyList<object?> list, int depth)
    {
        output.Byte((byte)'[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
            {
                output.Byte((byte)',');
            }

            Write(list[i], depth);
        }

        output.Byte((byte)']');
    }

    private void WriteMap(ConnectMap map, int depth)
    {
        var texts = true;
        foreach (var (key, _) in map)
        {
            texts &= key is string;
        }

        var first = true;
        output.Byte(texts ? (byte)'{' : (byte)'[');
        foreach (var (key, value) in map)
        {
            if (!first)
            {
                output.Byte((byte)',');
            }

            first = false;
            if (texts)
            {
                output.String((string)key!);
                output.Byte((byte)':');
                Write(value, depth);
            }
            else
            {
                output.Byte((byte)'[');
                Write(key, Deeper(depth));
                output.Byte((byte)',');
                Write(value, Deeper(depth));
                output.Byte((byte)']');
            }
        }

        output.Byte(texts ? (byte)'}' : (byte)']');
    }
}
