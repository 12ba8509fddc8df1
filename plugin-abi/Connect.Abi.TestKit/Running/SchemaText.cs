using System.Text;
using Connect.Abi.Data;

namespace Connect.Abi.TestKit.Running;

/// <summary>Schemas as texts that are equal only where these are.</summary>
internal static class SchemaText
{
    /// <summary>How deep a schema is shown; those that contain themselves have no end.</summary>
    private const int Deepest = 16;

    public static string Of(Schema? schema)
    {
        var text = new StringBuilder();
        Append(text, schema, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Schema? schema, int depth)
    {
        if (schema is null || schema.IsReference || depth == Deepest)
        {
            text.Append(schema is null ? "none" : $"{schema.Name}…");
            return;
        }

        text.Append(schema.Type).Append(schema.IsOptional ? "?" : string.Empty);
        AppendDetails(text, schema);
        switch (schema.Type)
        {
            case SchemaType.Struct:
                text.Append('{');
                foreach (var field in schema.Fields)
                {
                    text.Append(field.Name).Append(": ");
                    Append(text, field.Schema, depth + 1);
                    text.Append("; ");
                }

                text.Append('}');
                break;
            case SchemaType.Map:
                text.Append('<');
                Append(text, schema.KeySchema, depth + 1);
                text.Append(", ");
                Append(text, schema.ValueSchema, depth + 1);
                text.Append('>');
                break;
            case SchemaType.Array:
                text.Append('<');
                Append(text, schema.ValueSchema, depth + 1);
                text.Append('>');
                break;
        }
    }

    private static void AppendDetails(StringBuilder text, Schema schema)
    {
        if (schema.Name is not null)
        {
            text.Append(' ').Append(schema.Name);
        }

        if (schema.Version is { } version)
        {
            text.Append(" version ").Append(version);
        }

        if (schema.Doc is not null)
        {
            text.Append(" doc \"").Append(schema.Doc).Append('"');
        }

        if (schema.DefaultValue is { } value)
        {
            text.Append(" default ").Append(RecordText.Of(value));
        }

        if (schema.Parameters is { Count: > 0 } parameters)
        {
            text.Append(" [").AppendJoin(", ", parameters.Select(p => $"{p.Key}={p.Value}")).Append(']');
        }
    }
}
