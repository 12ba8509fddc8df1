using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Copies Connect schemas with something changed.</summary>
internal static class SchemaCopy
{
    /// <summary>The schema, optional or not.</summary>
    public static Schema Of(Schema schema, bool optional)
    {
        var builder = Begin(schema, schema.Parameters);
        if (optional)
        {
            builder.Optional();
        }

        return Finish(builder, schema);
    }

    /// <summary>The schema with more parameters, which win over its own.</summary>
    public static Schema WithParameters(Schema schema, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var builder = Begin(schema, schema.Parameters);
        foreach (var (key, value) in parameters)
        {
            builder.Parameter(key, value);
        }

        if (schema.IsOptional)
        {
            builder.Optional();
        }

        return Finish(builder, schema);
    }

    private static SchemaBuilder Begin(Schema schema, IReadOnlyDictionary<string, string>? parameters)
    {
        var builder = schema.Type switch
        {
            SchemaType.Array when schema.ValueSchema is not null => SchemaBuilder.Array(schema.ValueSchema),
            SchemaType.Map when schema.KeySchema is not null && schema.ValueSchema is not null =>
                SchemaBuilder.Map(schema.KeySchema, schema.ValueSchema),
            _ => SchemaBuilder.Of(schema.Type),
        };
        builder.Name(schema.Name).Version(schema.Version).Doc(schema.Doc).Parameters(parameters);
        if (schema.Type == SchemaType.Struct)
        {
            foreach (var field in schema.Fields)
            {
                builder.Field(field.Name, field.Schema);
            }
        }

        return builder;
    }

    private static Schema Finish(SchemaBuilder builder, Schema schema)
    {
        if (schema.DefaultValue is { } standard)
        {
            try
            {
                builder.Default(standard);
            }
            catch (SchemaBuilderException)
            {
                // A struct that was the default of the schema as it was is of another schema now.
                builder.Default(standard is Struct structure ? Rebuilt(structure, builder.Build()) : throw new DataException(
                    $"The default of {schema} does not fit it"));
            }
        }

        return builder.Build();
    }

    private static Struct Rebuilt(Struct value, Schema schema)
    {
        var result = new Struct(schema);
        foreach (var field in schema.Fields)
        {
            result.Put(field, value.GetWithoutDefault(value.Schema.Fields[field.Index]));
        }

        return result;
    }
}
