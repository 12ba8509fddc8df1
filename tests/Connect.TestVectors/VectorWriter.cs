using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Connect.Abi.Data;

namespace Connect.TestVectors;

/// <summary>Writes values and schemas as the vectors have them, to be compared by <see cref="VectorComparer"/>.</summary>
public static class VectorWriter
{
    /// <summary>A value with its schema.</summary>
    public static JsonObject WriteTyped(SchemaAndValue typed) => WriteTyped(typed.Schema, typed.Value);

    /// <summary>A value with its schema.</summary>
    public static JsonObject WriteTyped(Schema? schema, object? value) =>
        new() { ["schema"] = WriteSchema(schema), ["value"] = WriteValue(value, schema) };

    /// <summary>A value; <paramref name="schema"/> is that of its position: structs of other schemas show theirs.</summary>
    public static JsonNode? WriteValue(object? value, Schema? schema = null)
    {
        switch (value)
        {
            case null:
                return null;
            case sbyte v:
                return new JsonObject { ["int8"] = v };
            case short v:
                return new JsonObject { ["int16"] = v };
            case int v:
                return new JsonObject { ["int32"] = v };
            case long v:
                return new JsonObject { ["int64"] = v.ToString(CultureInfo.InvariantCulture) };
            case BigInteger v:
                return new JsonObject { ["bigint"] = v.ToString(CultureInfo.InvariantCulture) };
            case float v:
                return new JsonObject { ["float32"] = ConnectText.Of(v) };
            case double v:
                return new JsonObject { ["float64"] = ConnectText.Of(v) };
            case bool v:
                return new JsonObject { ["boolean"] = v };
            case string v:
                return new JsonObject { ["string"] = v };
            case byte[] v:
                return new JsonObject { ["bytes"] = Convert.ToBase64String(v) };
            case ReadOnlyMemory<byte> v:
                return new JsonObject { ["bytebuffer"] = Convert.ToBase64String(v.Span) };
            case EpochMillis v:
                return new JsonObject { ["date"] = v.Value.ToString(CultureInfo.InvariantCulture) };
            case BigDecimal v:
                return new JsonObject
                {
                    ["decimal"] = new JsonObject { ["unscaled"] = v.Unscaled.ToString(CultureInfo.InvariantCulture), ["scale"] = v.Scale },
                };
            case Struct v:
                return WriteStruct(v, schema);
            case IReadOnlyList<object?> v:
                var element = schema is { Type: SchemaType.Array } ? schema.ValueSchema : null;
                return new JsonObject { ["list"] = new JsonArray([.. v.Select(item => WriteValue(item, element))]) };
            default:
                return ConnectMap.From(value) is { } map
                    ? WriteMap(map, schema is { Type: SchemaType.Map } ? schema : null)
                    : new JsonObject { ["java"] = value.GetType().FullName };
        }
    }

    /// <summary>A schema.</summary>
    public static JsonNode? WriteSchema(Schema? schema)
    {
        if (schema is null)
        {
            return null;
        }

        var result = new JsonObject { ["type"] = schema.Type.ToName() };
        if (schema.IsOptional)
        {
            result["optional"] = true;
        }

        if (schema.Name is not null)
        {
            result["name"] = schema.Name;
        }

        if (schema.Version is { } version)
        {
            result["version"] = version;
        }

        if (schema.Doc is not null)
        {
            result["doc"] = schema.Doc;
        }

        if (schema.Parameters is not null)
        {
            result["parameters"] = new JsonObject(schema.Parameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
        }

        if (schema.DefaultValue is not null)
        {
            result["default"] = WriteValue(schema.DefaultValue, schema);
        }

        switch (schema.Type)
        {
            case SchemaType.Struct:
                result["fields"] = new JsonArray(
                    [.. schema.Fields.Select(f => new JsonObject { ["name"] = f.Name, ["schema"] = WriteSchema(f.Schema) })]);
                break;
            case SchemaType.Map:
                result["keySchema"] = WriteSchema(schema.KeySchema);
                result["valueSchema"] = WriteSchema(schema.ValueSchema);
                break;
            case SchemaType.Array:
                result["valueSchema"] = WriteSchema(schema.ValueSchema);
                break;
        }

        return result;
    }

    private static JsonObject WriteStruct(Struct value, Schema? schema)
    {
        var fields = new JsonObject();
        foreach (var field in value.Schema.Fields)
        {
            fields[field.Name] = WriteValue(value.GetWithoutDefault(field), field.Schema);
        }

        var result = new JsonObject { ["struct"] = fields };
        if (!value.Schema.Equals(schema))
        {
            result["schema"] = WriteSchema(value.Schema);
        }

        return result;
    }

    private static JsonObject WriteMap(ConnectMap map, Schema? schema) => new()
    {
        ["map"] = new JsonArray(
            [.. map.Select(e => new JsonArray(WriteValue(e.Key, schema?.KeySchema), WriteValue(e.Value, schema?.ValueSchema)))]),
    };
}
