using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.TestVectors;

/// <summary>Reads typed values and schemas of the vectors.</summary>
public static class VectorReader
{
    /// <summary>A value with its schema; neither where the element is null.</summary>
    public static SchemaAndValue ReadTyped(JsonElement typed)
    {
        if (typed.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return default;
        }

        var schema = typed.TryGetProperty("schema", out var s) ? ReadSchema(s) : null;
        return new(schema, typed.TryGetProperty("value", out var v) ? ReadValue(v, schema) : null);
    }

    /// <summary>A value; <paramref name="schema"/> is that of its position, which structs need.</summary>
    public static object? ReadValue(JsonElement value, Schema? schema = null)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        var own = value.TryGetProperty("schema", out var s) ? ReadSchema(s) : schema;
        var tag = value.EnumerateObject().First(p => p.Name != "schema");
        var content = tag.Value;
        switch (tag.Name)
        {
            case "int8":
                return content.GetSByte();
            case "int16":
                return content.GetInt16();
            case "int32":
                return content.GetInt32();
            case "int64":
                return long.Parse(content.GetString()!, CultureInfo.InvariantCulture);
            case "bigint":
                return BigInteger.Parse(content.GetString()!, CultureInfo.InvariantCulture);
            case "float32":
                return ReadFloat32(content.GetString()!);
            case "float64":
                return ReadFloat64(content.GetString()!);
            case "boolean":
                return content.GetBoolean();
            case "string":
                return content.GetString();
            case "bytes":
                return content.GetBytesFromBase64();
            case "bytebuffer":
                return new ReadOnlyMemory<byte>(content.GetBytesFromBase64());
            case "decimal":
                return new BigDecimal(
                    BigInteger.Parse(content.GetProperty("unscaled").GetString()!, CultureInfo.InvariantCulture),
                    content.GetProperty("scale").GetInt32());
            case "date":
                return new EpochMillis(long.Parse(content.GetString()!, CultureInfo.InvariantCulture));
            case "list":
                var element = own is { Type: SchemaType.Array } ? own.ValueSchema : null;
                return content.EnumerateArray().Select(item => ReadValue(item, element)).ToList();
            case "map":
                return ReadMap(content, own is { Type: SchemaType.Map } ? own : null);
            case "struct":
                return ReadStruct(content, own);
            case "java":
                return content.GetString() switch
                {
                    "[I" => new[] { 1, 2 },
                    "java.lang.Character" => 'c',
                    _ => Guid.Parse("00000000-0000-0000-0000-000000000001"),
                };
            default:
                throw new InvalidDataException($"Unknown tag {tag.Name}");
        }
    }

    /// <summary>A schema; null where the element is null.</summary>
    public static Schema? ReadSchema(JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        var builder = Begin(schema);
        if (schema.TryGetProperty("optional", out var optional) && optional.GetBoolean())
        {
            builder.Optional();
        }

        if (schema.TryGetProperty("version", out var version))
        {
            builder.Version(version.GetInt32());
        }

        if (schema.TryGetProperty("doc", out var doc))
        {
            builder.Doc(doc.GetString());
        }

        if (schema.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateObject())
            {
                builder.Parameter(parameter.Name, parameter.Value.GetString()!);
            }
        }

        var name = schema.TryGetProperty("name", out var n) ? n.GetString() : null;
        if (!schema.TryGetProperty("default", out var standard))
        {
            return builder.Name(name).Build();
        }

        var value = ReadValue(standard, builder.Build());
        try
        {
            // A few defaults fit only the type before it gets its logical name.
            builder.Default(value).Name(name);
        }
        catch (SchemaBuilderException)
        {
            builder.Name(name);
            builder.Default(ReadValue(standard, builder.Build()));
        }

        return builder.Build();
    }

    /// <summary>Java's text of a double.</summary>
    public static double ReadFloat64(string text) => text switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>Java's text of a float.</summary>
    public static float ReadFloat32(string text) => text switch
    {
        "Infinity" => float.PositiveInfinity,
        "-Infinity" => float.NegativeInfinity,
        _ => float.Parse(text, CultureInfo.InvariantCulture),
    };

    private static SchemaBuilder Begin(JsonElement schema)
    {
        var name = schema.GetProperty("type").GetString();
        if (!SchemaTypes.TryParse(name, out var type))
        {
            throw new InvalidDataException($"Unknown type {name}");
        }

        var key = schema.TryGetProperty("keySchema", out var k) ? ReadSchema(k) : null;
        var value = schema.TryGetProperty("valueSchema", out var v) ? ReadSchema(v) : null;
        switch (type)
        {
            case SchemaType.Array when value is not null:
                return SchemaBuilder.Array(value);
            case SchemaType.Map when key is not null && value is not null:
                return SchemaBuilder.Map(key, value);
            case SchemaType.Map when key is not null || value is not null:
                throw new InvalidDataException("A map with one element schema can't be built, only inferred");
            case SchemaType.Struct:
                var builder = SchemaBuilder.Struct();
                if (schema.TryGetProperty("fields", out var fields))
                {
                    foreach (var field in fields.EnumerateArray())
                    {
                        builder.Field(field.GetProperty("name").GetString()!, ReadSchema(field.GetProperty("schema"))!);
                    }
                }

                return builder;
            default:
                return SchemaBuilder.Of(type);
        }
    }

    private static ConnectMap ReadMap(JsonElement entries, Schema? schema)
    {
        var map = new ConnectMap();
        foreach (var entry in entries.EnumerateArray())
        {
            map[ReadValue(entry[0], schema?.KeySchema)] = ReadValue(entry[1], schema?.ValueSchema);
        }

        return map;
    }

    private static Struct ReadStruct(JsonElement fields, Schema? schema)
    {
        var result = new Struct(schema ?? throw new InvalidDataException("A struct without a schema"));
        foreach (var property in fields.EnumerateObject())
        {
            var field = schema.Field(property.Name) ?? throw new InvalidDataException($"No field {property.Name} in {schema}");
            if (ReadValue(property.Value, field.Schema) is { } value)
            {
                result.Put(field, value);
            }
        }

        return result;
    }
}
