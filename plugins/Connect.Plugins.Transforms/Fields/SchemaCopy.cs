using Connect.Abi.Data;

namespace Connect.Plugins.Transforms.Fields;

/// <summary>Begins schemas that resemble others. Stateless.</summary>
internal static class SchemaCopy
{
    /// <summary>A builder with name, version, documentation and parameters of a schema.</summary>
    /// <param name="source">The schema.</param>
    /// <param name="builder">The builder.</param>
    public static SchemaBuilder Basics(Schema source, SchemaBuilder builder) =>
        builder.Name(source.Name).Version(source.Version).Doc(source.Doc).Parameters(source.Parameters);

    /// <summary>A builder of a schema's type with its element schemas.</summary>
    /// <param name="source">The schema.</param>
    public static SchemaBuilder TypeOf(Schema source) => source.Type switch
    {
        SchemaType.Array when source.ValueSchema is { } elements => SchemaBuilder.Array(elements),
        SchemaType.Map when source.KeySchema is { } keys && source.ValueSchema is { } values => SchemaBuilder.Map(keys, values),
        _ => SchemaBuilder.Of(source.Type),
    };

    /// <summary>Whether a field of a struct has a default.</summary>
    /// <param name="schema">The struct's schema.</param>
    public static bool HasFieldDefaults(Schema schema)
    {
        foreach (var field in schema.Fields)
        {
            if (field.Schema.DefaultValue is not null)
            {
                return true;
            }
        }

        return false;
    }
}
