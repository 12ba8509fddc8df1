using System.Globalization;
using System.Text;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Writes a schema as Java's <c>Schema.toString</c> does: all that was read, a definition where it comes first and
/// by its name from then on.</summary>
internal sealed class AvroSchemaText
{
    private readonly StringBuilder text = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private AvroSchemaText()
    {
    }

    /// <summary>The text of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="defined">The full names of definitions that the text need not have, since they are in other texts.</param>
    public static string ToText(Schema schema, IEnumerable<string>? defined = null)
    {
        var writer = new AvroSchemaText();
        writer.known.UnionWith(defined ?? []);
        writer.Write(schema, null);
        return writer.text.ToString();
    }

    private void Write(Schema schema, string? space)
    {
        NestingGuard.Check();
        switch (schema)
        {
            case NamedSchema named:
                WriteNamed(named, space);
                break;
            case UnionSchema union:
                WriteUnion(union, space);
                break;
            case ArraySchema array:
                text.Append("{\"type\":\"array\",\"items\":");
                Write(array.ItemSchema, space);
                WriteProperties(SchemaAttributes.Of(schema).Properties);
                text.Append('}');
                break;
            case MapSchema map:
                text.Append("{\"type\":\"map\",\"values\":");
                Write(map.ValueSchema, space);
                WriteProperties(SchemaAttributes.Of(schema).Properties);
                text.Append('}');
                break;
            default:
                WritePrimitive(schema);
                break;
        }
    }

    private void WritePrimitive(Schema schema)
    {
        var properties = SchemaAttributes.Of(schema).Properties;
        if (properties.Count == 0)
        {
            JsonText.Append(text, AvroTypeNames.Of(schema.Tag));
            return;
        }

        text.Append('{');
        WriteMember("type", AvroTypeNames.Of(schema.Tag), first: true);
        WriteProperties(properties);
        text.Append('}');
    }

    private void WriteUnion(UnionSchema union, string? space)
    {
        text.Append('[');
        for (var i = 0; i < union.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Write(union[i], space);
        }

        text.Append(']');
    }

    private void WriteNamed(NamedSchema schema, string? space)
    {
        var name = new AvroName(schema.Name, schema.Namespace);
        if (!known.Add(name.Full))
        {
            JsonText.Append(text, name.In(space));
            return;
        }

        var attributes = SchemaAttributes.Of(schema);
        text.Append('{');
        WriteMember("type", attributes.IsError ? "error" : AvroTypeNames.Of(schema.Tag), first: true);
        WriteMember("name", name.Simple);
        if (name.Space != space)
        {
            WriteMember("namespace", name.Space ?? "");
        }

        WriteMember("doc", attributes.Documentation ?? schema.Documentation);
        WriteBody(schema, name);
        WriteProperties(attributes.Properties);
        WriteTexts("aliases", attributes.Aliases.Select(alias => alias.In(name.Space)));
        text.Append('}');
    }

    private void WriteBody(NamedSchema schema, AvroName name)
    {
        switch (schema)
        {
            case RecordSchema record:
                text.Append(",\"fields\":[");
                for (var i = 0; i < record.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    WriteField(record.Fields[i], name.Space);
                }

                text.Append(']');
                break;
            case EnumSchema symbols:
                WriteTexts("symbols", symbols.Symbols, evenIfEmpty: true);
                WriteMember("default", symbols.Default);
                break;
            case FixedSchema size:
                text.Append(CultureInfo.InvariantCulture, $",\"size\":{size.Size}");
                break;
        }
    }

    private void WriteField(Field field, string? space)
    {
        var attributes = FieldAttributes.Of(field);
        text.Append('{');
        WriteMember("name", field.Name, first: true);
        text.Append(",\"type\":");
        Write(field.Schema, space);
        WriteMember("doc", field.Documentation);
        if (attributes.Default is { } value)
        {
            text.Append(",\"default\":");
            JsonText.Append(text, value);
        }

        if (field.Ordering is not (null or Field.SortOrder.ascending))
        {
            WriteMember("order", field.Ordering.ToString());
        }

        WriteTexts("aliases", attributes.Aliases);
        WriteProperties(attributes.Properties);
        text.Append('}');
    }

    private void WriteMember(string name, string? value, bool first = false)
    {
        if (value is not null)
        {
            text.Append(first ? "\"" : ",\"").Append(name).Append("\":");
            JsonText.Append(text, value);
        }
    }

    private void WriteTexts(string name, IEnumerable<string> values, bool evenIfEmpty = false)
    {
        var next = false;
        foreach (var value in values)
        {
            text.Append(next ? "," : $",\"{name}\":[");
            next = true;
            JsonText.Append(text, value);
        }

        text.Append(next ? "]" : evenIfEmpty ? $",\"{name}\":[]" : "");
    }

    private void WriteProperties(PropertyMap properties)
    {
        foreach (var (name, json) in properties)
        {
            text.Append(',');
            JsonText.Append(text, name);
            text.Append(':').Append(json);
        }
    }
}
