using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Plans;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads the schema part of an envelope.</summary>
internal sealed class SchemaReader(DataReader data)
{
    /// <summary>Reads the next value as a schema.</summary>
    /// <param name="json">Where it is.</param>
    /// <returns>The schema; null for a JSON null.</returns>
    public Schema? Read(ref JsonCursor json)
    {
        var token = json.Peek();
        if (token == JsonToken.Null)
        {
            json.SkipLiteral(token);
            return null;
        }

        if (token != JsonToken.Object)
        {
            throw new DataException($"A schema is a JSON object with a member 'type', found was {(token == JsonToken.End ? "nothing" : token)}");
        }

        var members = json.IndexObject();
        var end = json.Position;
        var schema = Read(ref json, members);
        json.Position = end;
        return schema;
    }

    private static string? Text(ref JsonCursor json, Dictionary<string, int> members, string name) =>
        Find(ref json, members, name) == JsonToken.String ? json.ReadString() : null;

    // Steps to a member's value; End where there is none.
    private static JsonToken Find(ref JsonCursor json, Dictionary<string, int> members, string name)
    {
        if (!members.TryGetValue(name, out var position))
        {
            return JsonToken.End;
        }

        json.Position = position;
        return json.Peek();
    }

    private static void AddParameters(ref JsonCursor json, SchemaBuilder builder)
    {
        foreach (var (name, position) in json.IndexObject())
        {
            json.Position = position;
            if (json.Peek() != JsonToken.String)
            {
                throw new DataException($"Schema parameters must have string values, '{name}' has not");
            }

            builder.Parameter(name, json.ReadString());
        }
    }

    private Schema Read(ref JsonCursor json, Dictionary<string, int> members)
    {
        var builder = Begin(ref json, members);
        if (Find(ref json, members, "optional") == JsonToken.True)
        {
            builder.Optional();
        }

        if (Text(ref json, members, "name") is { } name)
        {
            builder.Name(name);
        }

        if (Find(ref json, members, "version") == JsonToken.Number && json.ReadNumber() is { IsWhole: true } version)
        {
            builder.Version(unchecked((int)version.ToInt64()));
        }

        if (Text(ref json, members, "doc") is { } doc)
        {
            builder.Doc(doc);
        }

        if (Find(ref json, members, "parameters") == JsonToken.Object)
        {
            AddParameters(ref json, builder);
        }

        if (Find(ref json, members, "default") is var standard and not JsonToken.End)
        {
            var plain = builder.Build();
            if (standard != JsonToken.Null && plain.Type == SchemaType.Struct)
            {
                // As in Java, so that no topic holds what only one of the two can read.
                throw new SchemaBuilderException("The schema of a struct can't have a default in JSON: give its fields defaults instead");
            }

            builder.Default(data.Read(ref json, new SchemaPlan(plain)));
        }

        return builder.Build();
    }

    private SchemaBuilder Begin(ref JsonCursor json, Dictionary<string, int> members)
    {
        var type = Text(ref json, members, "type") ?? throw new DataException("A schema must have a member 'type' with the type's name");
        switch (type)
        {
            case "float":
                return SchemaBuilder.Float32();
            case "double":
                return SchemaBuilder.Float64();
            case "array":
                if (Find(ref json, members, "items") is JsonToken.End or JsonToken.Null)
                {
                    throw new DataException("The schema of an array must have a member 'items' with the elements' schema");
                }

                return SchemaBuilder.Array(Read(ref json)!);
            case "map":
                return SchemaBuilder.Map(ReadElement(ref json, members, "keys"), ReadElement(ref json, members, "values"));
            case "struct":
                var builder = SchemaBuilder.Struct();
                AddFields(ref json, members, builder);
                return builder;
            default:
                return SchemaTypes.TryParse(type, out var known) && type is not ("float32" or "float64")
                    ? SchemaBuilder.Of(known)
                    : throw new DataException(
                        $"Unknown schema type '{type}': it is one of int8, int16, int32, int64, float, double, boolean, string, bytes, array, map, struct");
        }
    }

    private Schema ReadElement(ref JsonCursor json, Dictionary<string, int> members, string name) =>
        Find(ref json, members, name) is JsonToken.End or JsonToken.Null
            ? throw new DataException("The schema of a map must have members 'keys' and 'values' with their schemas")
            : Read(ref json)!;

    private void AddFields(ref JsonCursor json, Dictionary<string, int> members, SchemaBuilder builder)
    {
        if (Find(ref json, members, "fields") != JsonToken.Array)
        {
            throw new DataException("The schema of a struct must have a member 'fields' with an array of schemas");
        }

        json.Enter();
        for (var first = true; json.More((byte)']', ref first);)
        {
            var token = json.Peek();
            var field = token == JsonToken.Object ? json.IndexObject() : throw Nameless();
            var end = json.Position;
            var name = Text(ref json, field, "field") ?? throw Nameless();
            builder.Field(name, Read(ref json, field));
            json.Position = end;
        }

        static DataException Nameless() => new("Each field of a struct's schema must have a member 'field' with its name");
    }
}
