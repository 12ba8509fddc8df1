using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>An <see cref="AvroType"/> as JSON, member by member as Java's Avro writes its schemas: it is what a registry is sent.</summary>
internal sealed class AvroTypeText
{
    private static readonly HashSet<string> Primitives = [.. Enum.GetValues<AvroKind>().Select(AvroType.NameOf)];

    private readonly StringBuilder text = new();
    private readonly Dictionary<string, AvroType> named = new(StringComparer.Ordinal);

    private AvroTypeText()
    {
    }

    public static string Of(AvroType type)
    {
        var writer = new AvroTypeText();
        writer.Write(type, null);
        return writer.text.ToString();
    }

    private void Write(AvroType type, string? space)
    {
        if (type.IsNamed)
        {
            WriteNamed(type, space);
            return;
        }

        if (type.Kind == AvroKind.Union)
        {
            text.Append('[');
            for (var i = 0; i < type.Branches.Count; i++)
            {
                Separate(i);
                Write(type.Branches[i], space);
            }

            text.Append(']');
            return;
        }

        if (type.Element is null && type.Properties.Count == 0)
        {
            WriteString(AvroType.NameOf(type.Kind));
            return;
        }

        text.Append('{');
        Member("type", AvroType.NameOf(type.Kind), first: true);
        if (type.Element is not null)
        {
            Name(type.Kind == AvroKind.Array ? "items" : "values");
            Write(type.Element, space);
        }

        WriteProperties(type);
        text.Append('}');
    }

    private void WriteNamed(AvroType type, string? space)
    {
        if (named.TryGetValue(type.FullName, out var known))
        {
            if (!ReferenceEquals(known, type) && !AvroTypeShape.AreSame(known, type))
            {
                throw new DataException(
                    $"The schema has two different types of the name {type.FullName}, which Avro can't tell apart: give the structs, enums,"
                    + " fixed bytes or maps with keys that are not strings names of their own");
            }

            // A name that is also a primitive type's is told apart by its namespace.
            WriteString(type.Space == space && !Primitives.Contains(type.Name) ? type.Name : type.FullName);
            return;
        }

        named.Add(type.FullName, type);
        text.Append('{');
        Member("type", AvroType.NameOf(type.Kind), first: true);
        Member("name", type.Name);
        if (type.Space != space)
        {
            Member("namespace", type.Space ?? string.Empty);
        }

        if (type.Doc is not null)
        {
            Member("doc", type.Doc);
        }

        switch (type.Kind)
        {
            case AvroKind.Record:
                WriteFields(type);
                break;
            case AvroKind.Enum:
                Name("symbols");
                text.Append('[');
                for (var i = 0; i < type.Symbols.Count; i++)
                {
                    Separate(i);
                    WriteString(type.Symbols[i]);
                }

                text.Append(']');
                if (type.DefaultSymbol is not null)
                {
                    Member("default", type.DefaultSymbol);
                }

                break;
            default:
                Name("size");
                text.Append(type.Size.ToString(CultureInfo.InvariantCulture));
                break;
        }

        WriteProperties(type);
        text.Append('}');
    }

    private void WriteFields(AvroType record)
    {
        Name("fields");
        text.Append('[');
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < record.Fields!.Count; i++)
        {
            var field = record.Fields[i];
            if (!names.Add(field.Name))
            {
                throw new DataException($"The record {record.FullName} would have two fields of the name {field.Name} in Avro");
            }

            Separate(i);
            text.Append('{');
            Member("name", field.Name, first: true);
            Name("type");
            Write(field.Type, record.Space);
            if (field.Doc is not null)
            {
                Member("doc", field.Doc);
            }

            if (field.HasDefault)
            {
                Name("default");
                WriteJson(field.Default);
            }

            if (field.Parameters is not null)
            {
                Name(ConnectNames.Parameters);
                WriteJson(field.Parameters);
            }

            text.Append('}');
        }

        text.Append(']');
    }

    private void WriteProperties(AvroType type)
    {
        foreach (var (name, value) in type.Properties)
        {
            Name(name);
            WriteJson(value);
        }
    }

    private void WriteJson(JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                var member = 0;
                foreach (var (name, element) in members)
                {
                    Separate(member++);
                    WriteString(name);
                    text.Append(':');
                    WriteJson(element);
                }

                text.Append('}');
                break;
            case JsonArray elements:
                text.Append('[');
                for (var i = 0; i < elements.Count; i++)
                {
                    Separate(i);
                    WriteJson(elements[i]);
                }

                text.Append(']');
                break;
            default:
                if (value.AsValue().TryGetValue(out string? written))
                {
                    WriteString(written);
                }
                else
                {
                    text.Append(value.ToJsonString());
                }

                break;
        }
    }

    private void Member(string name, string value, bool first = false)
    {
        if (!first)
        {
            text.Append(',');
        }

        WriteString(name);
        text.Append(':');
        WriteString(value);
    }

    private void Name(string name)
    {
        text.Append(',');
        WriteString(name);
        text.Append(':');
    }

    private void Separate(int index)
    {
        if (index > 0)
        {
            text.Append(',');
        }
    }

    private void WriteString(string value) => JsonText.Append(text, value);
}
