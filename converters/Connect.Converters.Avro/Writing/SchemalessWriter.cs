using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes data without schema, each value as a record that has a field for each type.</summary>
internal sealed class SchemalessWriter : ValueWriter
{
    // The positions of the record's fields.
    private const int OfBoolean = 0;
    private const int OfDouble = 2;
    private const int OfFloat = 3;
    private const int OfInt = 4;
    private const int OfLong = 5;
    private const int OfString = 6;
    private const int OfArray = 7;
    private const int OfMap = 8;
    private const int Count = 9;

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        switch (value)
        {
            case bool flag:
                Begin(output, OfBoolean);
                output.Boolean(flag);
                End(output, OfBoolean);
                break;
            case double number:
                Begin(output, OfDouble);
                output.Double(number);
                End(output, OfDouble);
                break;
            case float number:
                Begin(output, OfFloat);
                output.Float(number);
                End(output, OfFloat);
                break;
            case sbyte or short or int:
                Begin(output, OfInt);
                output.Int(value is int number32 ? number32 : value is short number16 ? number16 : (sbyte)value);
                End(output, OfInt);
                break;
            case long number:
                Begin(output, OfLong);
                output.Long(number);
                End(output, OfLong);
                break;
            case string text:
                Begin(output, OfString);
                output.String(text);
                End(output, OfString);
                break;
            case IReadOnlyList<object?> list:
                Begin(output, OfArray);
                WriteList(output, list);
                End(output, OfArray);
                break;
            default:
                Begin(output, OfMap);
                WriteMap(output, ConnectMap.From(value) ?? throw new DataException(
                    $"{value.GetType()} can't be written in Avro without a schema: numbers, booleans, strings, lists and maps can"));
                End(output, OfMap);
                break;
        }
    }

    private static void Begin(AvroOutput output, int field)
    {
        for (var i = 0; i < field; i++)
        {
            output.Int(0);
        }

        output.Int(1);
    }

    private static void End(AvroOutput output, int field)
    {
        for (var i = field + 1; i < Count; i++)
        {
            output.Int(0);
        }
    }

    private void WriteInside(AvroOutput output, object? value)
    {
        if (value is null)
        {
            End(output, -1);
        }
        else
        {
            WriteValue(output, value);
        }
    }

    private void WriteList(AvroOutput output, IReadOnlyList<object?> list)
    {
        output.Enter();
        if (list.Count > 0)
        {
            output.Long(list.Count);
            for (var i = 0; i < list.Count; i++)
            {
                WriteInside(output, list[i]);
            }
        }

        output.Int(0);
        output.Leave();
    }

    private void WriteMap(AvroOutput output, ConnectMap map)
    {
        output.Enter();
        if (map.Count > 0)
        {
            output.Long(map.Count);
            foreach (var (key, value) in map)
            {
                WriteInside(output, key);
                WriteInside(output, value);
            }
        }

        output.Int(0);
        output.Leave();
    }
}
