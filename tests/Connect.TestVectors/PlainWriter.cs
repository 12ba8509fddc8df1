using System.Globalization;
using System.Text.Json.Nodes;
using Connect.Abi.Data;

namespace Connect.TestVectors;

/// <summary>Writes values and schemas as <c>avro-data.json</c> has them.</summary>
public static class PlainWriter
{
    /// <summary>A schema.</summary>
    public static JsonNode? WriteSchema(Schema? schema)
    {
        if (schema is null)
        {
            return null;
        }

        var result = new JsonObject();
        if (schema.IsReference)
        {
            result["recursiveRef"] = schema.Name;
        }

        result["type"] = schema.Type.ToName();
        if (schema.IsOptional)
        {
            result["optional"] = true;
        }

        if (schema.IsReference)
        {
            return result;
        }

        Add(result, "name", schema.Name);
        Add(result, "version", schema.Version);
        Add(result, "doc", schema.Doc);
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
                result["fields"] = new JsonArray([.. schema.Fields.Select(f =>
                    new JsonObject { ["name"] = f.Name, ["index"] = f.Index, ["schema"] = WriteSchema(f.Schema) })]);
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

    /// <summary>A value under a schema; null for none.</summary>
    public static JsonNode? WriteValue(object? value, Schema? schema)
    {
        switch (value)
        {
            case null:
                return null;
            case byte[] bytes:
                return new JsonObject { ["bytes"] = Convert.ToBase64String(bytes) };
            case BigDecimal number:
                return new JsonObject { ["decimal"] = number.Unscaled.ToString(CultureInfo.InvariantCulture), ["scale"] = number.Scale };
            case EpochMillis date:
                return new JsonObject { ["date"] = date.Value };
            case Struct structure:
                var fields = new JsonObject();
                foreach (var field in structure.Schema.Fields)
                {
                    fields[field.Name] = WriteValue(structure.GetWithoutDefault(field), field.Schema);
                }

                return new JsonObject { ["struct"] = fields };
            case ConnectMap map:
                return new JsonObject
                {
                    ["map"] = new JsonArray([.. map.Select(e => new JsonArray(WriteValue(e.Key, schema?.KeySchema), WriteValue(e.Value, schema?.ValueSchema)))]),
                };
            case IReadOnlyList<object?> list when schema is not null:
                return new JsonArray([.. list.Select(element => WriteValue(element, schema.ValueSchema))]);
            case IReadOnlyList<object?> list:
                return new JsonObject { ["list"] = new JsonArray([.. list.Select(element => WriteValue(element, null))]) };
        }

        return (schema?.Type, value) switch
        {
            (SchemaType.Int64, long number) => number.ToString(CultureInfo.InvariantCulture),
            (SchemaType.Float32, float number) => float.IsFinite(number) ? JsonNode.Parse(ConnectText.Of(number)) : ConnectText.Of(number),
            (SchemaType.Float64, double number) => double.IsFinite(number) ? JsonValue.Create(number) : ConnectText.Of(number),
            (SchemaType.Int8, sbyte number) => (int)number,
            (SchemaType.Int16, short number) => (int)number,
            (SchemaType.Int32, int number) => number,
            (SchemaType.Boolean, bool flag) => flag,
            (SchemaType.String, string text) => text,
            _ => VectorWriter.WriteValue(value),
        };
    }

    private static void Add(JsonObject result, string name, JsonNode? value)
    {
        if (value is not null)
        {
            result[name] = value;
        }
    }
}
