using System.Text;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Mapping;

/// <summary>The defaults of Connect schemas as JSON, as Avro writes defaults.</summary>
internal sealed class ConnectDefaults(AvroDataSettings settings)
{
    /// <summary>A value as JSON.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="value">The value, which need not be the schema's own default.</param>
    public JsonNode? ToJson(Schema schema, object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case BigDecimal number when schema.Name == Abi.Data.Decimal.LogicalName:
                return Latin(Abi.Data.Decimal.FromLogical(schema, number));
            case EpochMillis time:
                return schema.Name switch
                {
                    Date.LogicalName => Date.FromLogical(schema, time),
                    Time.LogicalName => Time.FromLogical(schema, time),
                    Timestamp.LogicalName => Timestamp.FromLogical(schema, time),
                    _ => throw Misfit(schema, value),
                };
        }

        if (ConnectSchemas.IsLogical(schema.Name))
        {
            throw Misfit(schema, value);
        }

        switch (schema.Type)
        {
            case SchemaType.Int8 when value is sbyte number:
                return (int)number;
            case SchemaType.Int16 when value is short number:
                return (int)number;
            case SchemaType.Int32 when value is int number:
                return number;
            case SchemaType.Int64 when value is long number:
                return number;
            case SchemaType.Float32 when value is float number:
                return float.IsFinite(number) ? JsonNode.Parse(ConnectText.Of(number)) : ConnectText.Of(number);
            case SchemaType.Float64 when value is double number:
                return double.IsFinite(number) ? JsonNode.Parse(ConnectText.Of(number)) : ConnectText.Of(number);
            case SchemaType.Boolean when value is bool flag:
                return flag;
            case SchemaType.String when value is string text:
                return text;
            case SchemaType.Bytes when value is byte[] bytes:
                return Latin(bytes);
            case SchemaType.Bytes when value is ReadOnlyMemory<byte> bytes:
                return Latin(bytes.Span);
            case SchemaType.Array when value is IReadOnlyList<object?> list:
                return new JsonArray([.. list.Select(element => ToJson(schema.ValueSchema!, element))]);
            case SchemaType.Map when ConnectMap.From(value) is { } map:
                return MapToJson(schema, map);
            case SchemaType.Struct when value is Struct structure:
                return StructToJson(schema, structure);
            default:
                throw Misfit(schema, value);
        }
    }

    private static JsonNode Latin(ReadOnlySpan<byte> bytes) => JsonValue.Create(Encoding.Latin1.GetString(bytes));

    private static DataException Misfit(Schema schema, object value) =>
        new($"The default of {schema} can't be written in Avro: it is {value.GetType()}");

    private JsonNode MapToJson(Schema schema, ConnectMap map)
    {
        if (ConnectSchemas.IsAvroMap(schema, settings))
        {
            var members = new JsonObject();
            foreach (var (key, value) in map)
            {
                members[key as string ?? throw Misfit(schema, map)] = ToJson(schema.ValueSchema!, value);
            }

            return members;
        }

        var entries = new JsonArray();
        foreach (var (key, value) in map)
        {
            entries.Add(new JsonArray(ToJson(schema.KeySchema!, key), ToJson(schema.ValueSchema!, value)));
        }

        return entries;
    }

    private JsonNode? StructToJson(Schema schema, Struct value)
    {
        var isUnion = ConnectSchemas.IsUnion(schema);
        var members = new JsonObject();
        for (var i = 0; i < schema.Fields.Length; i++)
        {
            var field = schema.Fields[i];
            var element = ToJson(field.Schema, value.Get(field.Name));

            // As Java: the first branch is taken, set or not.
            if (isUnion)
            {
                return element;
            }

            members[settings.ScrubInvalidNames ? AvroNames.Scrub(field.Name) : field.Name] = element;
        }

        return members;
    }
}
