using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.TestVectors;
using AvroSchema = Avro.Schema;

namespace Connect.Vectors.Subjects;

/// <summary>Translates between the values of <c>avro-binary.json</c>, which are Avro's own, and Connect's.</summary>
internal static class AvroValues
{
    /// <summary>The schema that the mapping gives a value, where the value decides: a number of one type may be written as another.</summary>
    public static Schema? SchemaOf(JsonElement value) => value.ValueKind != JsonValueKind.Object
        ? null
        : value.EnumerateObject().First().Name switch
        {
            "boolean" => Schema.Boolean,
            "int" => Schema.Int32,
            "long" => Schema.Int64,
            "float" => Schema.Float32,
            "double" => Schema.Float64,
            "bytes" => Schema.Bytes,
            "string" => Schema.String,
            _ => null,
        };

    /// <summary>The Connect value; of a wrong type where the generic one is.</summary>
    public static object? ToConnect(JsonElement value, AvroSchema avro, Schema schema)
    {
        if (avro is global::Avro.UnionSchema union && IsUnion(schema))
        {
            return ToUnion(value, union, schema);
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var type = avro is global::Avro.UnionSchema nullable ? nullable.Schemas.FirstOrDefault(s => s.Tag != AvroSchema.Type.Null) ?? avro : avro;
        var tag = value.EnumerateObject().First();
        var content = tag.Value;
        switch (tag.Name)
        {
            case "boolean":
                return content.GetBoolean();
            case "int":
                return content.GetInt32();
            case "long":
                return long.Parse(content.GetString()!, CultureInfo.InvariantCulture);
            case "float":
                return VectorReader.ReadFloat32(content.GetString()!);
            case "double":
                return VectorReader.ReadFloat64(content.GetString()!);
            case "bytes" or "fixed":
                return content.GetBytesFromBase64();
            case "string" or "enum":
                return content.GetString();
            case "array":
                return content.EnumerateArray().Select(e => ToConnect(e, ((global::Avro.ArraySchema)type).ItemSchema, schema.ValueSchema!)).ToList();
            case "map":
                return new ConnectMap(content.EnumerateArray().Select(e => KeyValuePair.Create<object?, object?>(
                    e[0].GetString(), ToConnect(e[1], ((global::Avro.MapSchema)type).ValueSchema, schema.ValueSchema!))));
            default:
                var record = (global::Avro.RecordSchema)type;
                var result = new Struct(schema);
                for (var i = 0; i < record.Fields.Count; i++)
                {
                    if (content.TryGetProperty(record.Fields[i].Name, out var given)
                        && ToConnect(given, record.Fields[i].Schema, schema.Fields[i].Schema) is { } field)
                    {
                        result.Put(schema.Fields[i], field);
                    }
                }

                return result;
        }
    }

    /// <summary>The generic value.</summary>
    public static JsonNode? FromConnect(object? value, AvroSchema avro)
    {
        if (avro is global::Avro.UnionSchema union)
        {
            if (value is Struct structure && IsUnion(structure.Schema))
            {
                var field = structure.Schema.Fields.First(structure.IsSet);
                var branches = union.Schemas.Where(s => s.Tag != AvroSchema.Type.Null).ToList();
                return FromConnect(structure.GetWithoutDefault(field), branches[field.Index]);
            }

            return value is null ? null : FromConnect(value, union.Schemas.First(s => s.Tag != AvroSchema.Type.Null));
        }

        switch (value)
        {
            case null:
                return null;
            case bool flag:
                return new JsonObject { ["boolean"] = flag };
            case int number:
                return new JsonObject { ["int"] = number };
            case long number:
                return new JsonObject { ["long"] = number.ToString(CultureInfo.InvariantCulture) };
            case float number:
                return new JsonObject { ["float"] = ConnectText.Of(number) };
            case double number:
                return new JsonObject { ["double"] = ConnectText.Of(number) };
            case byte[] bytes when avro is global::Avro.FixedSchema:
                return new JsonObject { ["fixed"] = Convert.ToBase64String(bytes), ["name"] = avro.Fullname };
            case byte[] bytes:
                return new JsonObject { ["bytes"] = Convert.ToBase64String(bytes) };
            case string symbol when avro.Tag == AvroSchema.Type.Enumeration:
                return new JsonObject { ["enum"] = symbol, ["name"] = avro.Fullname };
            case string text:
                return new JsonObject { ["string"] = text };
            case IReadOnlyList<object?> list:
                return new JsonObject { ["array"] = new JsonArray([.. list.Select(e => FromConnect(e, ((global::Avro.ArraySchema)avro).ItemSchema))]) };
            case ConnectMap map:
                return new JsonObject
                {
                    ["map"] = new JsonArray([.. map
                        .OrderBy(e => (string)e.Key!, StringComparer.Ordinal)
                        .Select(e => new JsonArray((string)e.Key!, FromConnect(e.Value, ((global::Avro.MapSchema)avro).ValueSchema)))]),
                };
            default:
                var record = (global::Avro.RecordSchema)avro;
                var structOf = (Struct)value;
                return new JsonObject
                {
                    ["record"] = new JsonObject(record.Fields.Select((f, i) =>
                        KeyValuePair.Create(f.Name, FromConnect(structOf.GetWithoutDefault(structOf.Schema.Fields[i]), f.Schema)))),
                    ["name"] = avro.Fullname,
                };
        }
    }

    /// <summary>The value with floats in the shortest text: Java's is not always that.</summary>
    public static JsonNode? WithShortestFloats(JsonNode? value)
    {
        switch (value)
        {
            case JsonArray elements:
                return new JsonArray([.. elements.Select(WithShortestFloats)]);
            case JsonObject members:
                return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Key == "float" && m.Value is JsonValue text
                    ? ConnectText.Of(VectorReader.ReadFloat32(text.GetValue<string>()))
                    : WithShortestFloats(m.Value))));
            default:
                return value?.DeepClone();
        }
    }

    private static bool IsUnion(Schema schema) => schema.Type == SchemaType.Struct && schema.Name == "io.confluent.connect.avro.Union";

    private static object? ToUnion(JsonElement value, global::Avro.UnionSchema union, Schema schema)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var tag = value.EnumerateObject().First().Name;
        var name = value.TryGetProperty("name", out var named) ? named.GetString() : tag;
        var branches = union.Schemas.Where(s => s.Tag != AvroSchema.Type.Null).ToList();
        var at = branches.FindIndex(b => b.Fullname == name);
        if (at < 0)
        {
            return "no branch of the union";
        }

        var result = new Struct(schema);
        return result.Put(schema.Fields[at], ToConnect(value, branches[at], schema.Fields[at].Schema));
    }

    /// <summary>A value with the entries of a map at its top in the order of their keys, as <see cref="FromConnect"/> has them.</summary>
    public static JsonNode? WithSortedMap(JsonNode? value) => value is JsonObject { Count: 1 } map && map["map"] is JsonArray entries
        ? new JsonObject
        {
            ["map"] = new JsonArray([.. entries.OrderBy(e => e![0]!.GetValue<string>(), StringComparer.Ordinal).Select(e => e!.DeepClone())]),
        }
        : value;
}
