using System.Text;
using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Mapping;

/// <summary>The defaults that Avro schemas give: those of fields, and <c>connect.default</c>. One that does not fit is passed over.</summary>
internal sealed class AvroFieldDefaults(AvroDataSettings settings)
{
    // What stands for a JSON null, which is a default where nothing is none.
    private static readonly object Null = new();

    private readonly ConnectPropertyDefaults propertyDefaults = new(settings);

    /// <summary>A field's default as Java's Avro gives it; null for none.</summary>
    public static object? ToObject(global::Avro.Field field)
    {
        if (FieldAttributes.Of(field).Default is not { } json)
        {
            return null;
        }

        try
        {
            return ToObject(json, field.Schema);
        }
        catch (DataException)
        {
            // A default that does not fit the field's type is as good as none, as in Java.
            return null;
        }
    }

    /// <summary>Gives a schema its default: the field's, or else the property's; none where it does not fit.</summary>
    public void SetDefault(SchemaBuilder builder, AvroSchema schema, object? fieldDefault, string? connectDefault)
    {
        try
        {
            var connect = builder.Build();
            if (fieldDefault is null)
            {
                using var document = JsonDocument.Parse(connectDefault!);
                builder.Default(Logical(connect, propertyDefaults.ToConnect(connect, schema, document.RootElement)));
            }
            else
            {
                builder.Default(Logical(connect, ToConnect(connect, fieldDefault, logical: false)));
            }
        }
        catch (DataException)
        {
            // As in Java: a schema is read without a default that does not fit it.
        }
    }

    private static object? ToObject(JsonElement json, AvroSchema schema)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return Null;
        }

        if (schema is global::Avro.UnionSchema union)
        {
            foreach (var branch in union.Schemas)
            {
                if (branch.Tag != AvroSchema.Type.Null && ToObject(json, branch) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        return json.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => NumberToObject(json, schema.Tag),
            JsonValueKind.String => TextToObject(json.GetString()!, schema.Tag),
            JsonValueKind.Array => json.EnumerateArray()
                .Select(element => ToObject(element, schema is global::Avro.ArraySchema array ? array.ItemSchema : throw Misfit(json)))
                .ToList(),
            _ => MembersToObject(json, schema),
        };
    }

    private static object? NumberToObject(JsonElement json, AvroSchema.Type type)
    {
        var integral = JsonText.IsIntegral(json);
        return type switch
        {
            AvroSchema.Type.Int when integral && json.TryGetInt32(out var number) => number,
            AvroSchema.Type.Int or AvroSchema.Type.Long when integral && json.TryGetInt64(out var number) => number,
            AvroSchema.Type.Float => (float)json.GetDouble(),
            AvroSchema.Type.Double => json.GetDouble(),
            _ => null,
        };
    }

    private static object? TextToObject(string text, AvroSchema.Type type) => type switch
    {
        AvroSchema.Type.String or AvroSchema.Type.Enumeration => text,
        AvroSchema.Type.Bytes or AvroSchema.Type.Fixed => Encoding.Latin1.GetBytes(text),
        AvroSchema.Type.Double when text is "NaN" or "Infinity" or "-Infinity" => Infinite(text),
        AvroSchema.Type.Float when text is "NaN" or "Infinity" or "-Infinity" => (float)Infinite(text),
        _ => null,
    };

    private static double Infinite(string text) => text switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.NaN,
    };

    private static Dictionary<string, object?> MembersToObject(JsonElement json, AvroSchema schema)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = schema switch
            {
                global::Avro.MapSchema map => ToObject(member.Value, map.ValueSchema),
                global::Avro.RecordSchema record => ToObject(member.Value, AvroSchemas.FieldOf(record, member.Name)?.Schema ?? throw Misfit(json)),
                _ => throw Misfit(json),
            };
        }

        return members;
    }

    private static object? Logical(Schema schema, object? value) => (schema.Name, value) switch
    {
        (_, null) => null,
        (Abi.Data.Decimal.LogicalName, byte[] bytes) => Abi.Data.Decimal.ToLogical(schema, bytes),
        (Date.LogicalName, int days) => Date.ToLogical(schema, days),
        (Time.LogicalName, int millis) => Time.ToLogical(schema, millis),
        (Timestamp.LogicalName, long millis) => Timestamp.ToLogical(schema, millis),
        _ when ConnectSchemas.IsLogical(schema.Name) => throw Misfit(value),
        _ => value,
    };

    private static DataException Misfit(object? value) => new($"A default does not fit its schema: {value}");

    private object? ToConnect(Schema schema, object? value, bool logical)
    {
        if (value is null)
        {
            return schema.IsOptional ? null : throw Misfit(value);
        }

        if (ReferenceEquals(value, Null))
        {
            return null;
        }

        object? converted = (schema.Type, value) switch
        {
            (SchemaType.Int8, int number) => unchecked((sbyte)number),
            (SchemaType.Int16, int number) => unchecked((short)number),
            (SchemaType.Int32, int) or (SchemaType.Int64, long) or (SchemaType.Float32, float) or (SchemaType.Float64, double)
                or (SchemaType.Boolean, bool) or (SchemaType.String, string) or (SchemaType.Bytes, byte[]) => value,
            (SchemaType.Array, List<object?> list) => list.Select(element => ToConnect(schema.ValueSchema!, element, true)).ToList(),
            (SchemaType.Map, Dictionary<string, object?> members) when schema.KeySchema is { Type: SchemaType.String, IsOptional: false } =>
                new ConnectMap(members.Select(m => KeyValuePair.Create<object?, object?>(m.Key, ToConnect(schema.ValueSchema!, m.Value, true)))),
            // Entries that are records are not told from the objects that stand for them: as in Java, only a list without any is taken.
            (SchemaType.Map, List<object?> { Count: 0 }) when schema.KeySchema is not { Type: SchemaType.String, IsOptional: false } => new ConnectMap(),
            (SchemaType.Struct, _) when ConnectSchemas.IsUnion(schema) => ToUnion(schema, value),
            (SchemaType.Struct, Dictionary<string, object?> members) => ToStruct(schema, members),
            _ => throw Misfit(value),
        };
        return logical ? Logical(schema, converted) : converted;
    }

    private Struct ToStruct(Schema schema, Dictionary<string, object?> members)
    {
        var result = new Struct(schema);
        foreach (var field in schema.Fields)
        {
            var name = settings.ScrubInvalidNames ? AvroNames.Scrub(field.Name) : field.Name;
            result.Put(field, members.TryGetValue(name, out var given)
                ? ToConnect(field.Schema, given, true)
                : field.Schema.DefaultValue ?? (field.Schema.IsOptional ? null : throw Misfit(name)));
        }

        return result;
    }

    // The first field whose type has such values: a default does not say which branch it is for.
    private Struct ToUnion(Schema schema, object value)
    {
        var result = new Struct(schema);
        for (var i = 0; i < schema.Fields.Length; i++)
        {
            var field = schema.Fields[i].Schema;
            var matches = (field.Type, value) switch
            {
                (SchemaType.Int32, int) or (SchemaType.Int64, long) or (SchemaType.Float32, float) or (SchemaType.Float64, double)
                    or (SchemaType.Boolean, bool) or (SchemaType.Array, List<object?>) or (SchemaType.Map, Dictionary<string, object?>) => true,
                (SchemaType.String, string) => !ConnectSchemas.IsEnum(field),
                (SchemaType.Bytes, byte[] bytes) => !ConnectSchemas.IsFixed(field)
                    || field.Parameters![ConnectNames.FixedSize] == bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => false,
            };
            if (matches)
            {
                return result.Put(UnionFields.NameOf(field, i, settings) ?? throw Misfit(value), ToConnect(field, value, true));
            }
        }

        throw Misfit(value);
    }
}
