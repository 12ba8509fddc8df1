using System.Collections;
using System.Text;
using Connect.Abi.Data;
using Connect.Abi.Records;

namespace Connect.Abi.TestKit.Running;

/// <summary>Records and values as texts that are equal only where these are, down to the last element.</summary>
internal static class RecordText
{
    public static string Of(ConnectRecord record)
    {
        var text = new StringBuilder();
        text.Append($"topic={record.Topic} partition={record.KafkaPartition} timestamp={record.Timestamp} ")
            .Append($"key={Of(record.Key)} ")
            .Append($"keySchema={SchemaText.Of(record.KeySchema)} value={Of(record.Value)} valueSchema={SchemaText.Of(record.ValueSchema)} headers=[");
        if (record.HasHeaders)
        {
            text.AppendJoin(", ", record.Headers.Select(header => $"{header.Key}={Of(header.Value)} ({SchemaText.Of(header.Schema)})"));
        }

        return text.Append(']').ToString();
    }

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append('"').Append(s).Append('"');
                break;
            case byte[] bytes:
                text.Append("0x").Append(Convert.ToHexString(bytes));
                break;
            case ReadOnlyMemory<byte> memory:
                text.Append("0x").Append(Convert.ToHexString(memory.Span));
                break;
            case Struct data:
                text.Append('{');
                foreach (var field in data.Schema.Fields)
                {
                    text.Append(field.Name).Append('=');
                    Append(text, data.GetWithoutDefault(field));
                    text.Append("; ");
                }

                text.Append('}');
                break;
            case var map when ConnectMap.From(map) is { } entries:
                text.Append('{');
                foreach (var (key, element) in entries)
                {
                    Append(text, key);
                    text.Append(": ");
                    Append(text, element);
                    text.Append("; ");
                }

                text.Append('}');
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var element in list)
                {
                    Append(text, element);
                    text.Append("; ");
                }

                text.Append(']');
                break;
            default:
                text.Append(ConnectText.Of(value)).Append(" (").Append(value.GetType().Name).Append(')');
                break;
        }
    }
}
