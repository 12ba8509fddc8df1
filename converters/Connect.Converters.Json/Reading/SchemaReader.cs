using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Plans;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads the schema part of an envelope.</summary>
internal sealed class SchemaReader(DataReader data)
{
    /// <summary>Reads the next value as a schema.</summary>
    /// <param name="json">Where it is.</param>
    /// <returns>The schema's plan; null for a JSON null.</returns>
    public SchemaPlan? Read(ref JsonCursor json)
    {
        var part = JsonPart.Read(ref json);
        if (part.Token == JsonToken.Null)
        {
            return null;
        }

        var end = json.Position;
        var plans = new SchemaPlans();
        var schema = Read(ref json, part, plans);
        json.Position = end;
        return plans.Of(schema);
    }

    private static string? Text(ref JsonCursor json, JsonPart part, string name)
    {
        if (part.Member(name) is not { Token: JsonToken.String } found)
        {
            return null;
        }

        json.Position = found.Position;
        return json.ReadString();
    }

    private static void AddParameters(ref JsonCursor json, JsonPart parameters, SchemaBuilder builder)
    {
        foreach (var (name, value) in parameters.Members!)
        {
            if (value.Token != JsonToken.String)
            {
                throw new DataException($"Schema parameters must have string values, '{name}' has not");
            }

            json.Position = value.Position;
            builder.Parameter(name, json.ReadString());
        }
    }

    private Schema Read(ref JsonCursor json, JsonPart part, SchemaPlans plans)
    {
        if (part.Token != JsonToken.Object)
        {
            throw new DataException($"A schema is a JSON object with a member 'type', found was {(part.Token == JsonToken.End ? "nothing" : part.Token)}");
        }

        var builder = Begin(ref json, part, plans);
        if (part.Member("optional")?.Token == JsonToken.True)
        {
            builder.Optional();
        }

        if (Text(ref json, part, "name") is { } name)
        {
            builder.Name(name);
        }

        if (part.Member("version") is { Token: JsonToken.Number } given)
        {
            json.Position = given.Position;
            if (json.ReadNumber() is { IsWhole: true } version)
            {
                builder.Version(unchecked((int)version.ToInt64()));
            }
        }

        if (Text(ref json, part, "doc") is { } doc)
        {
            builder.Doc(doc);
        }

        if (part.Member("parameters") is { Token: JsonToken.Object } parameters)
        {
            AddParameters(ref json, parameters, builder);
        }

        if (part.Member("default") is { } standard)
        {
            var plain = builder.Build();
            if (standard.Token != JsonToken.Null && plain.Type == SchemaType.Struct)
            {
                // As in Java, so that no topic holds what only one of the two can read.
                throw new SchemaBuilderException("The schema of a struct can't have a default in JSON: give its fields defaults instead");
            }

            json.Position = standard.Position;
            builder.Default(data.Read(ref json, plans.Of(plain)));
        }

        return builder.Build();
    }

    private SchemaBuilder Begin(ref JsonCursor json, JsonPart part, SchemaPlans plans)
    {
        var type = Text(ref json, part, "type") ?? throw new DataException("A schema must have a member 'type' with the type's name");
        switch (type)
        {
            case "float":
                return SchemaBuilder.Float32();
            case "double":
                return SchemaBuilder.Float64();
            case "array":
                return SchemaBuilder.Array(
                    ReadElement(ref json, part, "items", plans)
                    ?? throw new DataException("The schema of an array must have a member 'items' with the elements' schema"));
            case "map":
                return SchemaBuilder.Map(
                    ReadElement(ref json, part, "keys", plans) ?? throw Elementless(), ReadElement(ref json, part, "values", plans) ?? throw Elementless());
            case "struct":
                var builder = SchemaBuilder.Struct();
                AddFields(ref json, part, builder, plans);
                return builder;
            default:
                return SchemaTypes.TryParse(type, out var known) && type is not ("float32" or "float64")
                    ? SchemaBuilder.Of(known)
                    : throw new DataException(
                        $"Unknown schema type '{type}': it is one of int8, int16, int32, int64, float, double, boolean, string, bytes, array, map, struct");
        }

        static DataException Elementless() => new("The schema of a map must have members 'keys' and 'values' with their schemas");
    }

    private Schema? ReadElement(ref JsonCursor json, JsonPart part, string name, SchemaPlans plans) =>
        part.Member(name) is { Token: not JsonToken.Null } element ? Read(ref json, element, plans) : null;

    private void AddFields(ref JsonCursor json, JsonPart part, SchemaBuilder builder, SchemaPlans plans)
    {
        if (part.Member("fields") is not { Elements: { } fields })
        {
            throw new DataException("The schema of a struct must have a member 'fields' with an array of schemas");
        }

        foreach (var field in fields)
        {
            var name = Text(ref json, field, "field")
                ?? throw new DataException("Each field of a struct's schema must have a member 'field' with its name");
            builder.Field(name, Read(ref json, field, plans));
        }
    }
}
