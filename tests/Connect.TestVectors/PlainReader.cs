using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Connect.Abi.Data;

namespace Connect.TestVectors;

/// <summary>
/// Reads values as <c>avro-data.json</c> has them: under a schema without tags, with the tags of <see cref="VectorReader"/> where
/// there is no schema or the value does not fit it; and its schemas, which may refer to themselves.
/// </summary>
public static class PlainReader
{
    /// <summary>A schema; null where the element is null.</summary>
    public static Schema? ReadSchema(JsonElement schema) => ReadSchema(schema, []);

    /// <summary>A value under a schema; null for none.</summary>
    public static object? ReadValue(JsonElement value, Schema? schema)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.Object:
                return ReadTagged(value, schema);
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(item => ReadValue(item, schema?.ValueSchema)).ToList();
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
        }

        return schema?.Type switch
        {
            SchemaType.Int8 => value.GetSByte(),
            SchemaType.Int16 => value.GetInt16(),
            SchemaType.Int32 => value.GetInt32(),
            SchemaType.Int64 => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            SchemaType.Float32 => value.ValueKind == JsonValueKind.Number ? value.GetSingle() : VectorReader.ReadFloat32(value.GetString()!),
            SchemaType.Float64 => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : VectorReader.ReadFloat64(value.GetString()!),
            _ => value.GetString(),
        };
    }

    private static object? ReadTagged(JsonElement value, Schema? schema)
    {
        var own = value.TryGetProperty("schema", out var beside) ? ReadSchema(beside) : schema;
        if (value.TryGetProperty("bytes", out var bytes))
        {
            return bytes.GetBytesFromBase64();
        }

        if (value.TryGetProperty("decimal", out var number))
        {
            return new BigDecimal(BigInteger.Parse(number.ToString(), CultureInfo.InvariantCulture), value.GetProperty("scale").GetInt32());
        }

        if (value.TryGetProperty("date", out var date))
        {
            return new EpochMillis(long.Parse(date.ToString(), CultureInfo.InvariantCulture));
        }

        if (value.TryGetProperty("list", out var list))
        {
            return list.EnumerateArray().Select(item => ReadValue(item, null)).ToList();
        }

        if (value.TryGetProperty("map", out var entries))
        {
            var ofMap = own is { Type: SchemaType.Map } ? own : null;
            var map = new ConnectMap();
            foreach (var entry in entries.EnumerateArray())
            {
                map[ReadValue(entry[0], ofMap?.KeySchema)] = ReadValue(entry[1], ofMap?.ValueSchema);
            }

            return map;
        }

        if (value.TryGetProperty("struct", out var fields))
        {
            var result = new Struct(own!);
            foreach (var member in fields.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null)
                {
                    var field = own!.Field(member.Name)!;
                    result.Put(field, ReadValue(member.Value, field.Schema));
                }
            }

            return result;
        }

        return VectorReader.ReadValue(value, schema);
    }

    private static Schema? ReadSchema(JsonElement json, Dictionary<string, SchemaBuilder> open)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        var optional = json.TryGetProperty("optional", out var o) && o.ValueKind == JsonValueKind.True;
        if (json.TryGetProperty("recursiveRef", out var reference))
        {
            return open[reference.GetString()!].Reference(optional);
        }

        SchemaTypes.TryParse(json.GetProperty("type").GetString(), out var type);
        var name = Text(json, "name");
        var builder = type switch
        {
            SchemaType.Array => SchemaBuilder.Array(ReadSchema(json.GetProperty("valueSchema"), open)!),
            SchemaType.Map => SchemaBuilder.Map(ReadSchema(json.GetProperty("keySchema"), open)!, ReadSchema(json.GetProperty("valueSchema"), open)!),
            _ => SchemaBuilder.Of(type),
        };
        if (type == SchemaType.Struct)
        {
            if (name is not null)
            {
                open[name] = builder;
            }

            foreach (var field in json.GetProperty("fields").EnumerateArray())
            {
                builder.Field(field.GetProperty("name").GetString()!, ReadSchema(field.GetProperty("schema"), open)!);
            }
        }

        builder.Version(json.TryGetProperty("version", out var version) ? version.GetInt32() : null).Doc(Text(json, "doc"));
        if (json.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object)
        {
            foreach (var parameter in parameters.EnumerateObject())
            {
                builder.Parameter(parameter.Name, parameter.Value.GetString()!);
            }
        }

        if (optional)
        {
            builder.Optional();
        }

        return WithDefault(builder, json, name);
    }

    private static Schema WithDefault(SchemaBuilder builder, JsonElement json, string? name)
    {
        if (!json.TryGetProperty("default", out var standard) || standard.ValueKind == JsonValueKind.Null)
        {
            return builder.Name(name).Build();
        }

        // Java's default struct may be of the schema being built, default and all; ours is of the schema without it.
        if (standard.ValueKind == JsonValueKind.Object && standard.TryGetProperty("struct", out _))
        {
            builder.Name(name);
            var members = JsonDocument.Parse("{\"struct\":" + standard.GetProperty("struct").GetRawText() + "}").RootElement;
            return builder.Default(ReadValue(members, builder.Build())).Build();
        }

        // A few defaults fit only the type before it gets its logical name.
        var value = ReadValue(standard, builder.Build());
        try
        {
            return builder.Default(value).Name(name).Build();
        }
        catch (Connect.Abi.Errors.SchemaBuilderException)
        {
            return builder.Name(name).Default(value).Build();
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
