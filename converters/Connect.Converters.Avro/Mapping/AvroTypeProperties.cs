using System.Text.Json.Nodes;
using Connect.Abi.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Writes into Avro types what Connect schemas say that Avro has no place for.</summary>
internal sealed class AvroTypeProperties(AvroDataSettings settings)
{
    private readonly ConnectDefaults defaults = new(settings);

    /// <summary>Adds all properties that a type has for its Connect schema, in the order in which Java writes them.</summary>
    public void Apply(AvroType type, Schema schema)
    {
        if (settings.ConnectMetaData)
        {
            AddMetaData(type, schema);
        }

        if (schema.Name is not null && ConnectSchemas.LogicalTypeOf(schema.Name) is { } logical)
        {
            type.AddProperty(ConnectNames.LogicalType, logical);
        }

        if (schema.Parameters is not null)
        {
            foreach (var (key, value) in schema.Parameters)
            {
                if (key.StartsWith(ConnectNames.AvroPrefix, StringComparison.Ordinal))
                {
                    type.AddProperty(key, value);
                }
            }
        }
    }

    private void AddMetaData(AvroType type, Schema schema)
    {
        if (schema.Doc is not null)
        {
            type.AddProperty(ConnectNames.Doc, schema.Doc);
        }

        if (schema.Version is { } version)
        {
            type.AddProperty(ConnectNames.Version, version);
        }

        if (schema.Parameters is not null && ParametersOf(schema) is { Count: > 0 } parameters)
        {
            type.AddProperty(ConnectNames.Parameters, parameters);
        }

        // A default that came from an Avro field stays there.
        if (schema.DefaultValue is { } standard && (settings.DiscardTypeDocDefault || !ConnectSchemas.Has(schema, ConnectNames.FieldDefaultFlag)))
        {
            type.AddProperty(ConnectNames.Default, defaults.ToJson(schema, standard));
        }

        if (schema.Name is not null)
        {
            type.AddProperty(ConnectNames.Name, schema.Name);
        }

        if (schema.Type is SchemaType.Int8 or SchemaType.Int16)
        {
            type.AddProperty(ConnectNames.Type, schema.Type.ToName());
        }
    }

    /// <summary>The parameters that are written as a property.</summary>
    public JsonObject ParametersOf(Schema schema)
    {
        var result = new JsonObject();
        foreach (var (key, value) in schema.Parameters!)
        {
            if (settings.DiscardTypeDocDefault || key != ConnectNames.FieldDefaultFlag)
            {
                result[key] = value;
            }
        }

        return result;
    }
}
