using System.Text;
using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Reads <c>connect.default</c>, which Java's converter takes as leniently as Jackson converts JSON.</summary>
internal sealed class ConnectPropertyDefaults(AvroDataSettings settings)
{
    /// <summary>The value, not yet in its logical form; null for none.</summary>
    /// <exception cref="DataException">The JSON does not fit the schema.</exception>
    public object? ToConnect(Schema schema, AvroSchema avro, JsonElement json)
    {
        switch (avro.Tag)
        {
            case AvroSchema.Type.Int:
                return schema.Type switch
                {
                    SchemaType.Int8 => unchecked((sbyte)JsonNumbers.ToInt32(json)),
                    SchemaType.Int16 => unchecked((short)JsonNumbers.ToInt32(json)),
                    SchemaType.Int32 => JsonNumbers.ToInt32(json),
                    _ => null,
                };
            case AvroSchema.Type.Long:
                return JsonNumbers.ToInt64(json);
            case AvroSchema.Type.Float:
                return (float)JsonNumbers.ToDouble(json);
            case AvroSchema.Type.Double:
                return JsonNumbers.ToDouble(json);
            case AvroSchema.Type.Boolean:
                return json.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.Number => JsonNumbers.ToDouble(json) != 0,
                    JsonValueKind.String => json.GetString()!.Trim() == "true",
                    _ => false,
                };
            case AvroSchema.Type.String or AvroSchema.Type.Enumeration:
                return json.ValueKind switch
                {
                    JsonValueKind.String => json.GetString(),
                    JsonValueKind.Object or JsonValueKind.Array => string.Empty,
                    _ => json.GetRawText(),
                };
            case AvroSchema.Type.Bytes or AvroSchema.Type.Fixed:
                return json.ValueKind == JsonValueKind.String ? Encoding.Latin1.GetBytes(json.GetString()!) : null;
            case AvroSchema.Type.Array:
                return ToList(schema, (global::Avro.ArraySchema)avro, json);
            case AvroSchema.Type.Map:
                return ToMap(schema, (global::Avro.MapSchema)avro, json);
            case AvroSchema.Type.Record:
                return ToStruct(schema, (global::Avro.RecordSchema)avro, json);
            case AvroSchema.Type.Union:
                return ToBranch(schema, (global::Avro.UnionSchema)avro, json);
            default:
                return null;
        }
    }

    private static DataException Misfit(Schema schema, JsonElement json) =>
        new($"The {ConnectNames.Default} of {schema} does not fit it: {json.GetRawText()}");

    // Nested values are in their logical form.
    private object? Inner(Schema schema, AvroSchema avro, JsonElement json)
    {
        var value = ToConnect(schema, avro, json);
        return (schema.Name, value) switch
        {
            (Abi.Data.Decimal.LogicalName, byte[] bytes) => Abi.Data.Decimal.ToLogical(schema, bytes),
            (Date.LogicalName, int days) => Date.ToLogical(schema, days),
            (Time.LogicalName, int millis) => Time.ToLogical(schema, millis),
            (Timestamp.LogicalName, long millis) => Timestamp.ToLogical(schema, millis),
            _ => value,
        };
    }

    private List<object?> ToList(Schema schema, global::Avro.ArraySchema avro, JsonElement json) =>
        json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(element => Inner(schema.ValueSchema!, avro.ItemSchema, element))]
            : throw Misfit(schema, json);

    private ConnectMap ToMap(Schema schema, global::Avro.MapSchema avro, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Misfit(schema, json);
        }

        var map = new ConnectMap();
        foreach (var member in json.EnumerateObject())
        {
            map[member.Name] = Inner(schema.ValueSchema!, avro.ValueSchema, member.Value);
        }

        return map;
    }

    private Struct ToStruct(Schema schema, global::Avro.RecordSchema avro, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || schema.Type != SchemaType.Struct)
        {
            throw Misfit(schema, json);
        }

        var result = new Struct(schema);
        foreach (var avroField in avro.Fields)
        {
            var field = schema.Field(avroField.Name) ?? throw Misfit(schema, json);
            result.Put(field, json.TryGetProperty(field.Name, out var element) ? Inner(field.Schema, avroField.Schema, element) : null);
        }

        return result;
    }

    // A default is of a union's first branch.
    private object? ToBranch(Schema schema, global::Avro.UnionSchema avro, JsonElement json)
    {
        if (avro.Count == 0 || avro[0].Tag == AvroSchema.Type.Null)
        {
            return null;
        }

        return schema.Type == SchemaType.Struct && schema.Field(UnionFields.NameOf(avro[0], 0, settings)) is { } field
            ? Inner(field.Schema, avro[0], json)
            : throw Misfit(schema, json);
    }
}
