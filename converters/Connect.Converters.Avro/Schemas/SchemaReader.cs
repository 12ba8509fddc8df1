using System.Text.Json;
using Avro;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Field = Avro.Field;
using Schema = Avro.Schema;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Reads one text into schemas whose references to later definitions are still open.</summary>
/// <param name="types">The definitions of the text.</param>
internal sealed class SchemaReader(NamedTypes types)
{
    private readonly NamedSchemaReader named = new(types);

    /// <summary>Reads a schema.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="space">The namespace around it, or null.</param>
    /// <param name="path">Where it stands, as a JSON pointer.</param>
    public Schema Read(JsonElement json, string? space, string path)
    {
        NestingGuard.Check();
        return json.ValueKind switch
        {
            JsonValueKind.String => types.Find(json.GetString()!, space, path),
            JsonValueKind.Object => ReadObject(json, space, path),
            JsonValueKind.Array => ReadUnion(json, space, path),
            _ => throw AvroSchemaException.At(path, $"{json.GetRawText()} is no schema; a schema is a name, an object or an array"),
        };
    }

    private Schema ReadObject(JsonElement json, string? space, string path)
    {
        var type = json.Text("type") ?? throw AvroSchemaException.At(path, "\"type\" is missing or no text");
        if (AvroTypeNames.TryPrimitive(type, out var primitive))
        {
            var attributes = new SchemaAttributes { Properties = json.Properties(SchemaJson.Reserved) };
            return With(PrimitiveSchema.Create(primitive, attributes.Properties), attributes);
        }

        return type switch
        {
            "record" or "error" => ReadRecord(json, space, path, type == "error"),
            "enum" => named.ReadEnum(json, space, path),
            "fixed" => named.ReadFixed(json, space, path),
            "array" => ReadArray(json, space, path),
            "map" => ReadMap(json, space, path),
            _ => throw AvroSchemaException.At(
                $"{path}/type", $"\"{type}\" is no type of Avro's; a type that was named before is referred to by its name alone"),
        };
    }

    private RecordSchema ReadRecord(JsonElement json, string? space, string path, bool isError)
    {
        var name = NamedSchemaReader.ReadName(json, space, path);
        var fields = new List<Field>();
        var attributes = new List<FieldAttributes>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in json.RequiredArray("fields", path).EnumerateArray())
        {
            var (field, more) = ReadField(item, name.Space, $"{path}/fields/{fields.Count}", fields.Count);
            if (!seen.Add(field.Name))
            {
                throw AvroSchemaException.At($"{path}/fields/{fields.Count}", $"the record has a field \"{field.Name}\" already");
            }

            fields.Add(field);
            attributes.Add(more);
        }

        var own = named.ReadAttributes(json, name, path, SchemaJson.Reserved, isError);
        var record = With(RecordSchema.Create(name.Simple, fields, name.Space, null, own.Properties, own.Documentation), own);
        for (var i = 0; i < attributes.Count; i++)
        {
            attributes[i].AttachTo(record.Fields[i]);
        }

        types.Add(record, name, path);
        return record;
    }

    private (Field Field, FieldAttributes Attributes) ReadField(JsonElement json, string? space, string path, int position)
    {
        var name = json.Text("name") ?? throw AvroSchemaException.At(path, "a field has no \"name\"");
        AvroName.Check(name, $"{path}/name");
        var type = json.Member("type") ?? throw AvroSchemaException.At(path, $"field \"{name}\" has no \"type\"");
        var schema = Read(type, space, $"{path}/type");
        var order = Field.SortOrder.ascending;
        if (json.Member("order") is { } orderJson && !TryReadOrder(orderJson, out order))
        {
            throw AvroSchemaException.At(
                $"{path}/order", $"{orderJson.GetRawText()} is no order; an order is \"ascending\", \"descending\" or \"ignore\"");
        }

        var attributes = new FieldAttributes
        {
            Properties = json.Properties(SchemaJson.FieldReserved),
            Aliases = json.Aliases(path),
            Default = ReadDefault(json, schema, path),
        };
        if (types.ChecksDefaults && attributes.Default is { } value)
        {
            DefaultValidation.Check(schema, value, name, path, null);
        }

        return (new Field(schema, name, position, null, json.Text("doc"), null, order, attributes.Properties), attributes);
    }

    // A default of a floating point number may be a text, which also gives a way to write those that JSON has no number for.
    private static JsonElement? ReadDefault(JsonElement json, Schema schema, string path)
    {
        if (json.Member("default") is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || schema.Tag is not (Schema.Type.Float or Schema.Type.Double))
        {
            return value.Clone();
        }

        try
        {
            var number = (double)ConfigDef.ParseType("default", value.GetString(), ConfigType.Double)!;
            return double.IsFinite(number)
                ? JsonElement.Parse(ConnectText.Of(number))
                : JsonSerializer.SerializeToElement(ConnectText.Of(number));
        }
        catch (ConfigException e)
        {
            throw AvroSchemaException.At($"{path}/default", e.Message);
        }
    }

    private static bool TryReadOrder(JsonElement json, out Field.SortOrder order)
    {
        order = Field.SortOrder.ascending;
        return json.ValueKind == JsonValueKind.String
            && json.GetString()!.ToUpperInvariant() is "ASCENDING" or "DESCENDING" or "IGNORE"
            && Enum.TryParse(json.GetString(), ignoreCase: true, out order);
    }

    private ArraySchema ReadArray(JsonElement json, string? space, string path)
    {
        var items = json.Member("items") ?? throw AvroSchemaException.At(path, "an array has no \"items\"");
        var attributes = new SchemaAttributes { Properties = json.Properties(SchemaJson.Reserved) };
        return With(ArraySchema.Create(Read(items, space, $"{path}/items"), attributes.Properties), attributes);
    }

    private MapSchema ReadMap(JsonElement json, string? space, string path)
    {
        var values = json.Member("values") ?? throw AvroSchemaException.At(path, "a map has no \"values\"");
        var attributes = new SchemaAttributes { Properties = json.Properties(SchemaJson.Reserved) };
        return With(MapSchema.CreateMap(Read(values, space, $"{path}/values"), attributes.Properties), attributes);
    }

    private UnionSchema ReadUnion(JsonElement json, string? space, string path)
    {
        var branches = new List<Schema>();
        foreach (var item in json.EnumerateArray())
        {
            branches.Add(Read(item, space, $"{path}/{branches.Count}"));
        }

        ReferenceResolver.CheckUnion(branches, path);
        return UnionSchema.Create(branches);
    }

    private static T With<T>(T schema, SchemaAttributes attributes)
        where T : Schema
    {
        attributes.AttachTo(schema);
        return schema;
    }
}
