using Connect.Abi.Data;

namespace Connect.TestData;

/// <summary>Says what a converter makes of nulls that have a default.</summary>
public static class Defaults
{
    /// <summary>A value with defaults in the place of all nulls that have one; also in the defaults of its schema.</summary>
    public static SchemaAndValue InPlaceOfNulls(SchemaAndValue data)
    {
        if (data.Schema is null)
        {
            return data;
        }

        var schema = In(data.Schema);
        return new SchemaAndValue(schema, In(schema, data.Value));
    }

    private static Schema In(Schema schema)
    {
        var builder = schema.Type switch
        {
            SchemaType.Array => SchemaBuilder.Array(In(schema.ValueSchema!)),
            SchemaType.Map => SchemaBuilder.Map(In(schema.KeySchema!), In(schema.ValueSchema!)),
            _ => SchemaBuilder.Of(schema.Type),
        };
        if (schema.Type == SchemaType.Struct)
        {
            foreach (var field in schema.Fields)
            {
                builder.Field(field.Name, In(field.Schema));
            }
        }

        if (schema.IsOptional)
        {
            builder.Optional();
        }

        builder.Name(schema.Name).Version(schema.Version).Doc(schema.Doc).Parameters(schema.Parameters);
        return schema.DefaultValue is null ? builder.Build() : builder.Default(In(builder.Build(), schema.DefaultValue)).Build();
    }

    // The schema is one whose own defaults are filled already.
    private static object? In(Schema schema, object? value)
    {
        switch (value ?? schema.DefaultValue)
        {
            case Struct structure:
                var filled = new Struct(schema);
                foreach (var field in schema.Fields)
                {
                    if (In(field.Schema, structure.GetWithoutDefault(field.Name)) is { } content)
                    {
                        filled.Put(field, content);
                    }
                }

                return filled;
            case byte[] bytes:
                return bytes;
            case IReadOnlyList<object?> list:
                return list.Select(item => In(schema.ValueSchema!, item)).ToList();
            case ConnectMap map:
                var entries = new ConnectMap(map.Count);
                foreach (var (key, content) in map)
                {
                    entries[In(schema.KeySchema!, key)] = In(schema.ValueSchema!, content);
                }

                return entries;
            case var other:
                return other;
        }
    }
}
