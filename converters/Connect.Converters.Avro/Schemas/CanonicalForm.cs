using System.Globalization;
using System.Text;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Writes the parsing canonical form of Avro's specification: what bytes are read by, and nothing else.</summary>
internal sealed class CanonicalForm
{
    private readonly StringBuilder text = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private CanonicalForm()
    {
    }

    /// <summary>The canonical form of a schema.</summary>
    public static string Of(Schema schema)
    {
        var form = new CanonicalForm();
        form.Write(schema);
        return form.text.ToString();
    }

    private void Write(Schema schema)
    {
        NestingGuard.Check();
        switch (schema)
        {
            case NamedSchema named:
                WriteNamed(named);
                break;
            case UnionSchema union:
                text.Append('[');
                for (var i = 0; i < union.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Write(union[i]);
                }

                text.Append(']');
                break;
            case ArraySchema array:
                text.Append("{\"type\":\"array\",\"items\":");
                Write(array.ItemSchema);
                text.Append('}');
                break;
            case MapSchema map:
                text.Append("{\"type\":\"map\",\"values\":");
                Write(map.ValueSchema);
                text.Append('}');
                break;
            default:
                text.Append('"').Append(AvroTypeNames.Of(schema.Tag)).Append('"');
                break;
        }
    }

    private void WriteNamed(NamedSchema schema)
    {
        if (!known.Add(schema.Fullname))
        {
            text.Append('"').Append(schema.Fullname).Append('"');
            return;
        }

        text.Append("{\"name\":\"").Append(schema.Fullname).Append("\",\"type\":\"").Append(AvroTypeNames.Of(schema.Tag)).Append('"');
        switch (schema)
        {
            case EnumSchema { Count: 0 }:
                text.Append(",\"symbols\":[]");
                break;
            case EnumSchema symbols:
                text.Append(",\"symbols\":[\"").AppendJoin("\",\"", symbols.Symbols).Append("\"]");
                break;
            case FixedSchema size:
                text.Append(CultureInfo.InvariantCulture, $",\"size\":{size.Size}");
                break;
            case RecordSchema record:
                WriteFields(record);
                break;
        }

        text.Append('}');
    }

    private void WriteFields(RecordSchema record)
    {
        text.Append(",\"fields\":[");
        for (var i = 0; i < record.Count; i++)
        {
            text.Append(i == 0 ? "{\"name\":\"" : ",{\"name\":\"").Append(record.Fields[i].Name).Append("\",\"type\":");
            Write(record.Fields[i].Schema);
            text.Append('}');
        }

        text.Append(']');
    }
}
