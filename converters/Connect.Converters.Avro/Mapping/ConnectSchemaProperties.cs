using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Takes over into Connect schemas what Avro schemas say besides their types.</summary>
internal sealed class ConnectSchemaProperties(AvroDataSettings settings)
{
    private readonly AvroFieldDefaults fieldDefaults = new(settings);

    /// <summary>Adds doc, version, parameters, default and name.</summary>
    public void Apply(AvroSchema schema, ConnectSchemaParts result, in SchemaPosition position)
    {
        AddDoc(schema, result, position.Doc);
        AddVersion(schema, result, position.Version);
        AddParameters(schema, result);
        Finish(schema, result, position);
    }

    /// <summary>The schema with the parameters that a field says for itself.</summary>
    public static Schema WithParameters(Schema schema, string json)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        var differ = false;
        foreach (var (key, value) in ParametersOf(json))
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            differ |= schema.Parameters?.GetValueOrDefault(key) != text;
            parameters.Add(new(key, text));
        }

        return differ ? SchemaCopy.WithParameters(schema, parameters) : schema;
    }

    private void AddDoc(AvroSchema schema, ConnectSchemaParts result, string? fieldDoc)
    {
        var connectDoc = SchemaAttributes.Text(schema, ConnectNames.Doc);
        if (!settings.DiscardTypeDocDefault)
        {
            if (settings.ConnectMetaData)
            {
                result.Builder.Doc(connectDoc);
            }

            return;
        }

        var typeDoc = SchemaAttributes.Of(schema).Documentation;
        result.Builder.Doc(fieldDoc ?? typeDoc ?? connectDoc);
        if (settings.ConnectMetaData && typeDoc is not null)
        {
            result.Builder.Parameter(ConnectNames.RecordDocDiscarding, typeDoc);
        }
    }

    private static void AddVersion(AvroSchema schema, ConnectSchemaParts result, int? given)
    {
        var version = given;
        if (SchemaAttributes.Json(schema, ConnectNames.Version) is { } json)
        {
            version = AvroSchemas.Number(schema, ConnectNames.Version)
                ?? throw new DataException($"The property {ConnectNames.Version} of an Avro schema is a whole number, not {json}");
        }

        if (version is not >= 0)
        {
            return;
        }

        if (result.HasVersion && version != 1)
        {
            throw new DataException(
                $"The Avro schema of a {result.Name} says {ConnectNames.Version} {version}; that logical type of Connect has the version 1");
        }

        result.Builder.Version(version);
    }

    private void AddParameters(AvroSchema schema, ConnectSchemaParts result)
    {
        if (settings.ConnectMetaData && SchemaAttributes.Json(schema, ConnectNames.Parameters) is { } json)
        {
            foreach (var (key, value) in ParametersOf(json))
            {
                result.Builder.Parameter(key, value.ValueKind == JsonValueKind.String
                    ? value.GetString()!
                    : throw new DataException($"The parameter {key} of an Avro schema is text, not {value.GetRawText()}"));
            }
        }

        foreach (var (key, value) in SchemaAttributes.Of(schema).Properties)
        {
            if (key.StartsWith(ConnectNames.AvroPrefix, StringComparison.Ordinal))
            {
                result.Builder.Parameter(key, SchemaAttributes.Text(schema, key) ?? value);
            }
        }
    }

    private void Finish(AvroSchema schema, ConnectSchemaParts result, in SchemaPosition position)
    {
        var connectDefault = SchemaAttributes.Json(schema, ConnectNames.Default);
        if (position.Default is not null && !settings.DiscardTypeDocDefault && settings.ConnectMetaData && connectDefault is null)
        {
            result.Builder.Parameter(ConnectNames.FieldDefaultFlag, "true");
        }

        // A struct has to be whole before a value can be its default; other defaults are those of the type without its name.
        var name = NameOf(schema, result.Name);
        var nameFirst = schema.Tag is AvroSchema.Type.Record or AvroSchema.Type.Union;
        if (position.Optional)
        {
            result.Builder.Optional();
        }

        if (nameFirst)
        {
            SetName(result, name);
        }

        if (position.Default is not null || connectDefault is not null)
        {
            fieldDefaults.SetDefault(result.Builder, schema, position.Default, connectDefault);
        }

        if (!nameFirst)
        {
            SetName(result, name);
        }
    }

    private static string? NameOf(AvroSchema schema, string? logicalName)
    {
        if (SchemaAttributes.Json(schema, ConnectNames.Name) is { } json)
        {
            return SchemaAttributes.Text(schema, ConnectNames.Name)
                ?? throw new DataException($"The property {ConnectNames.Name} of an Avro schema is text, not {json}");
        }

        return schema.Tag switch
        {
            AvroSchema.Type.Record when logicalName != ConnectNames.Variant => schema.Fullname,
            AvroSchema.Type.Enumeration => schema.Fullname,
            AvroSchema.Type.Fixed when logicalName != Abi.Data.Decimal.LogicalName => schema.Fullname,
            _ => null,
        };
    }

    private static void SetName(ConnectSchemaParts result, string? name)
    {
        if (name is null || name.StartsWith(ConnectNames.DefaultRecordFullName, StringComparison.Ordinal))
        {
            return;
        }

        if (result.Name is not null && result.Name != name)
        {
            throw new DataException($"An Avro schema is a {result.Name} by its logical type, but says {ConnectNames.Name} {name}");
        }

        result.Builder.Name(name);
    }

    private static List<(string Key, JsonElement Value)> ParametersOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? [.. document.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.Clone()))]
            : throw new DataException($"The property {ConnectNames.Parameters} of an Avro schema is an object, not {json}");
    }
}
