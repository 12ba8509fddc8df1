using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Plans;

namespace Connect.Converters.Json.Reading;

/// <summary>
/// Reads JSON as Connect data of a schema. As in Java a value of another JSON type is what that type stands for: an integer is 0 where
/// there is no number, a string null where there is none; but structs, maps and logical types insist on theirs.
/// </summary>
internal sealed class DataReader
{
    private readonly bool replaceNullWithDefault;
    private readonly TextCache texts;
    private readonly SchemalessReader schemaless;

    /// <summary>Makes one.</summary>
    /// <param name="replaceNullWithDefault">Whether a null becomes the schema's default.</param>
    public DataReader(bool replaceNullWithDefault)
    {
        this.replaceNullWithDefault = replaceNullWithDefault;
        texts = new TextCache();
        schemaless = new SchemalessReader(texts);
    }

    /// <summary>Reads the next value.</summary>
    /// <param name="json">Where it is.</param>
    /// <param name="plan">The schema's plan; null for schemaless data.</param>
    public object? Read(ref JsonCursor json, SchemaPlan? plan)
    {
        if (plan is null)
        {
            return schemaless.Read(ref json);
        }

        var token = json.Peek();
        if (token == JsonToken.Null)
        {
            json.SkipLiteral(token);
            return InsteadOfNull(plan, null);
        }

        switch (plan.Kind)
        {
            case ValueKind.Int8:
                return unchecked((sbyte)ReadInt64(ref json, token));
            case ValueKind.Int16:
                return unchecked((short)ReadInt64(ref json, token));
            case ValueKind.Int32:
                return unchecked((int)ReadInt64(ref json, token));
            case ValueKind.Int64:
                return ReadInt64(ref json, token);
            case ValueKind.Float32:
                return ReadFloat32(ref json, token);
            case ValueKind.Float64:
                return ReadFloat64(ref json, token);
            case ValueKind.Boolean:
                return ReadBoolean(ref json, token);
            case ValueKind.String:
                return token == JsonToken.String ? json.ReadString(texts) : Skip(ref json);
            case ValueKind.Bytes:
                return token == JsonToken.String ? JacksonBase64.Decode(json.ReadUtf8()) : Skip(ref json);
            case ValueKind.Array:
                return ReadList(ref json, token, plan);
            case ValueKind.Map:
                return ReadMap(ref json, token, plan);
            case ValueKind.Struct:
                return ReadStruct(ref json, token, plan);
            case ValueKind.Decimal:
                return ReadDecimal(ref json, token, plan.Schema);
            case ValueKind.Date:
                return Date.ToLogical(plan.Schema, ReadInt32(ref json, token, plan.Schema));
            case ValueKind.Time:
                return Time.ToLogical(plan.Schema, ReadInt32(ref json, token, plan.Schema));
            default:
                return ReadTimestamp(ref json, token, plan.Schema);
        }
    }

    private static object? Skip(ref JsonCursor json)
    {
        json.Skip();
        return null;
    }

    private static long ReadInt64(ref JsonCursor json, JsonToken token)
    {
        if (token == JsonToken.Number)
        {
            return json.TryReadInt64(out var whole) ? whole : json.ReadNumber().ToInt64();
        }

        json.Skip();
        return 0;
    }

    private static double ReadFloat64(ref JsonCursor json, JsonToken token)
    {
        if (token == JsonToken.Number)
        {
            return json.TryReadFloat64(out var value) ? value : json.ReadNumber().ToDouble();
        }

        json.Skip();
        return 0;
    }

    private static float ReadFloat32(ref JsonCursor json, JsonToken token)
    {
        if (token == JsonToken.Number)
        {
            return json.ReadNumber().ToSingle();
        }

        json.Skip();
        return 0;
    }

    private static bool ReadBoolean(ref JsonCursor json, JsonToken token)
    {
        if (token is JsonToken.True or JsonToken.False)
        {
            json.SkipLiteral(token);
            return token == JsonToken.True;
        }

        json.Skip();
        return false;
    }

    private static BigDecimal ReadDecimal(ref JsonCursor json, JsonToken token, Schema schema) => token switch
    {
        JsonToken.Number => json.ReadNumber().ToDecimal(),
        JsonToken.String => Abi.Data.Decimal.ToLogical(schema, JacksonBase64.Decode(json.ReadUtf8())),
        _ => throw Misfit(schema, "a number or a base64 string", token),
    };

    private static int ReadInt32(ref JsonCursor json, JsonToken token, Schema schema) =>
        token == JsonToken.Number && json.ReadNumber().TryToInt32(out var value) ? value : throw Misfit(schema, "a whole number of 32 bits", token);

    private static EpochMillis ReadTimestamp(ref JsonCursor json, JsonToken token, Schema schema)
    {
        if (token == JsonToken.Number && json.ReadNumber() is { IsWhole: true } number)
        {
            return new EpochMillis(number.ToInt64());
        }

        throw Misfit(schema, "a whole number", token);
    }

    private static DataException Misfit(Schema schema, string expected, JsonToken token) =>
        new($"Invalid value for {schema}: it is written as {expected}, found was {(token == JsonToken.End ? "nothing" : token)}");

    private List<object?> ReadList(ref JsonCursor json, JsonToken token, SchemaPlan plan)
    {
        var list = new List<object?>();
        switch (token)
        {
            case JsonToken.Array:
                json.Enter();
                for (var first = true; json.More((byte)']', ref first);)
                {
                    list.Add(Read(ref json, plan.Value));
                }

                break;
            case JsonToken.Object:
                json.Enter();
                for (var first = true; json.More((byte)'}', ref first);)
                {
                    json.ReadName();
                    list.Add(Read(ref json, plan.Value));
                }

                break;
            default:
                json.Skip();
                break;
        }

        return list;
    }

    private ConnectMap ReadMap(ref JsonCursor json, JsonToken token, SchemaPlan plan)
    {
        var map = new ConnectMap(4);
        if (plan.HasTextKeys)
        {
            if (token != JsonToken.Object)
            {
                throw Misfit(plan.Schema, "an object, since its keys are strings", token);
            }

            json.Enter();
            for (var first = true; json.More((byte)'}', ref first);)
            {
                var name = schemaless.NameOf(json.ReadName());
                map[name] = Read(ref json, plan.Value);
            }

            return map;
        }

        if (token != JsonToken.Array)
        {
            throw Misfit(plan.Schema, "an array of pairs, since its keys are not strings", token);
        }

        json.Enter();
        for (var first = true; json.More((byte)']', ref first);)
        {
            ReadPair(ref json, plan, map);
        }

        return map;
    }

    private void ReadPair(ref JsonCursor json, SchemaPlan plan, ConnectMap map)
    {
        var token = json.Peek();
        if (token != JsonToken.Array)
        {
            throw Misfit(plan.Schema, "an array of pairs, since its keys are not strings", token);
        }

        json.Enter();
        object? key = null;
        object? value = null;
        var count = 0;
        for (var first = true; json.More((byte)']', ref first); count++)
        {
            switch (count)
            {
                case 0:
                    key = Read(ref json, plan.Key);
                    break;
                case 1:
                    value = Read(ref json, plan.Value);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (count != 2)
        {
            throw new DataException($"Invalid entry of {plan.Schema}: it is written as an array of key and value, found was an array of {count}");
        }

        map[key] = value;
    }

    private Struct ReadStruct(ref JsonCursor json, JsonToken token, SchemaPlan plan)
    {
        if (token != JsonToken.Object)
        {
            throw Misfit(plan.Schema, "an object", token);
        }

        var result = new Struct(plan.Schema);
        var fields = plan.Fields;
        var expected = 0;
        json.Enter();
        for (var first = true; ;)
        {
            // Fields mostly come in the schema's order, written as this converter writes them.
            if ((uint)expected >= (uint)fields.Length || !json.TryMember(fields[expected].Head, ref first))
            {
                if (!json.More((byte)'}', ref first))
                {
                    break;
                }

                expected = plan.IndexOf(json.ReadName(), expected);
                if (expected < 0)
                {
                    json.Skip();
                    expected = 0;
                    continue;
                }
            }

            ReadField(ref json, result, fields[expected++]);
        }

        foreach (var field in fields)
        {
            if (!field.MayBeMissing && result.IsNull(field.Field))
            {
                result.Put(field.Field, InsteadOfNull(field.Plan, field.Field));
            }
        }

        return result;
    }

    private void ReadField(ref JsonCursor json, Struct result, FieldPlan plan)
    {
        var field = plan.Field;
        var token = json.Peek();
        if (token == JsonToken.Null)
        {
            json.SkipLiteral(token);
            result.Put(field, InsteadOfNull(plan.Plan, field));
            return;
        }

        switch (plan.Plan.Kind)
        {
            case ValueKind.Int8:
                result.Put(field, unchecked((sbyte)ReadInt64(ref json, token)));
                break;
            case ValueKind.Int16:
                result.Put(field, unchecked((short)ReadInt64(ref json, token)));
                break;
            case ValueKind.Int32:
                result.Put(field, unchecked((int)ReadInt64(ref json, token)));
                break;
            case ValueKind.Int64:
                result.Put(field, ReadInt64(ref json, token));
                break;
            case ValueKind.Float32:
                result.Put(field, ReadFloat32(ref json, token));
                break;
            case ValueKind.Float64:
                result.Put(field, ReadFloat64(ref json, token));
                break;
            case ValueKind.Boolean:
                result.Put(field, ReadBoolean(ref json, token));
                break;
            case ValueKind.String when token == JsonToken.String:
                result.Put(field, (object)json.ReadString(texts));
                break;
            case ValueKind.Date when plan.Plan.Schema.Type.IsPrimitive():
                result.Put(field, Date.ToLogical(field.Schema, ReadInt32(ref json, token, field.Schema)));
                break;
            case ValueKind.Time when plan.Plan.Schema.Type.IsPrimitive():
                result.Put(field, Time.ToLogical(field.Schema, ReadInt32(ref json, token, field.Schema)));
                break;
            case ValueKind.Timestamp when plan.Plan.Schema.Type.IsPrimitive():
                result.Put(field, ReadTimestamp(ref json, token, field.Schema));
                break;
            default:
                result.Put(field, Read(ref json, plan.Plan));
                break;
        }
    }

    private object? InsteadOfNull(SchemaPlan plan, Field? field)
    {
        var schema = plan.Schema;
        if (schema.DefaultValue is { } standard && replaceNullWithDefault)
        {
            return standard;
        }

        if (schema.IsOptional)
        {
            return null;
        }

        var what = field is null ? $"a value of {schema}" : $"the field '{field.Name}' of {schema}";
        throw new DataException(schema.DefaultValue is null
            ? $"Invalid null for {what}, which is required and has no default"
            : $"Invalid null for {what}, which is required; its default is not used since replace.null.with.default=false");
    }
}
