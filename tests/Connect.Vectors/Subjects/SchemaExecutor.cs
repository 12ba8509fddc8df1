using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.TestVectors;
using Decimal = Connect.Abi.Data.Decimal;

namespace Connect.Vectors.Subjects;

/// <summary>Schemas, structs, projections and logical types, with the phase or step in which a failure comes.</summary>
internal sealed class SchemaExecutor : IVectorExecutor
{
    public string Subject => "schema";

    public string? Run(VectorCase vector)
    {
        string? place = null;
        var outcome = VectorOutcome.Of(vector, () =>
        {
            try
            {
                return Execute(vector);
            }
            catch (Exception e)
            {
                place = e.Data["place"]?.ToString();
                throw;
            }
        });
        return outcome ?? WrongPlace(vector, place);
    }

    private static string? WrongPlace(VectorCase vector, string? place)
    {
        var known = vector.Result.TryGetProperty("step", out var expected) || vector.Result.TryGetProperty("phase", out expected);
        return !known || expected.ToString() == place ? null : $"expected a failure in {expected}, got one in {place}";
    }

    private static JsonNode? Execute(VectorCase vector)
    {
        switch (vector.Op)
        {
            case "validateValue":
                var (schema, value) = VectorReader.ReadTyped(vector["input"]);
                schema!.ValidateValue(value);
                return null;
            case "struct":
                return PutAll(vector);
            case "structGet":
                return Get(vector);
            case "newStruct":
                _ = new Struct(VectorReader.ReadSchema(vector["schema"])!);
                return null;
            case "structEquals":
                var (a, b) = (VectorReader.ReadTyped(vector["a"]).Value!, VectorReader.ReadTyped(vector["b"]).Value!);
                return AreEqual(a, b);
            case "structToString":
                return VectorReader.ReadTyped(vector["input"]).Value!.ToString();
            case "project":
                var (source, record) = VectorReader.ReadTyped(vector["input"]);
                var target = VectorReader.ReadSchema(vector["target"])!;
                return VectorWriter.WriteValue(SchemaProjector.Project(source!, record, target), target);
            case "schemaEquals":
                var left = VectorReader.ReadSchema(vector["a"])!;
                var right = vector["sameInstance"].GetBoolean() ? left : VectorReader.ReadSchema(vector["b"])!;
                return AreEqual(left, right);
            case "builder":
                return VectorWriter.WriteSchema(Build(vector));
            default:
                return RunLogical(vector);
        }
    }

    private static bool AreEqual(object one, object other)
    {
        var equal = one.Equals(other);
        return equal && one.GetHashCode() != other.GetHashCode()
            ? throw new InvalidOperationException($"{one} and {other} are equal, their hash codes are not")
            : equal;
    }

    private static JsonNode? RunLogical(VectorCase vector)
    {
        if (vector.Op.EndsWith("FromLogical", StringComparison.Ordinal))
        {
            var (schema, value) = VectorReader.ReadTyped(vector["input"]);
            return vector.Op switch
            {
                "decimalFromLogical" => Convert.ToBase64String(Decimal.FromLogical(schema!, (BigDecimal)value!)),
                "dateFromLogical" => VectorWriter.WriteValue(Date.FromLogical(schema!, (EpochMillis)value!)),
                "timeFromLogical" => VectorWriter.WriteValue(Time.FromLogical(schema!, (EpochMillis)value!)),
                _ => VectorWriter.WriteValue(Timestamp.FromLogical(schema!, (EpochMillis)value!)),
            };
        }

        return vector.Op switch
        {
            "decimalToLogical" => VectorWriter.WriteValue(
                Decimal.ToLogical(VectorReader.ReadSchema(vector["schema"])!, vector["input"].GetBytesFromBase64())),
            "dateToLogical" => VectorWriter.WriteValue(Date.ToLogical(Date.Schema, (int)VectorReader.ReadValue(vector["input"])!)),
            "timeToLogical" => VectorWriter.WriteValue(Time.ToLogical(Time.Schema, (int)VectorReader.ReadValue(vector["input"])!)),
            _ => throw new InvalidDataException($"Unknown op {vector.Op}"),
        };
    }

    private static JsonObject PutAll(VectorCase vector)
    {
        var schema = VectorReader.ReadSchema(vector["schema"])!;
        var result = new Struct(schema);
        In("put", () =>
        {
            foreach (var put in vector["puts"].EnumerateArray())
            {
                var name = put[0].GetString()!;
                result.Put(name, VectorReader.ReadValue(put[1], schema.Field(name)?.Schema));
            }
        });
        In("validate", result.Validate);
        var fields = new JsonObject();
        foreach (var field in schema.Fields)
        {
            fields[field.Name] = VectorWriter.WriteValue(result.Get(field), field.Schema);
        }

        return fields;
    }

    private static JsonNode? Get(VectorCase vector)
    {
        var value = (Struct)VectorReader.ReadTyped(vector["input"]).Value!;
        var field = vector.Text("field")!;
        object? got = vector.Text("getter") switch
        {
            "get" => value.Get(field),
            "getWithoutDefault" => value.GetWithoutDefault(field),
            "getInt8" => value.GetInt8(field),
            "getInt16" => value.GetInt16(field),
            "getInt32" => value.GetInt32(field),
            "getInt64" => value.GetInt64(field),
            "getFloat32" => value.GetFloat32(field),
            "getFloat64" => value.GetFloat64(field),
            "getBoolean" => value.GetBoolean(field),
            "getString" => value.GetString(field),
            "getBytes" => value.GetBytes(field),
            "getArray" => value.GetArray(field),
            "getMap" => value.GetMap(field),
            "getStruct" => value.GetStruct(field),
            _ => throw new InvalidDataException($"Unknown getter {vector["getter"]}"),
        };
        return VectorWriter.WriteValue(got);
    }

    private static Schema Build(VectorCase vector)
    {
        SchemaTypes.TryParse(vector.Text("type"), out var type);
        var builder = SchemaBuilder.Of(type);
        var done = 0;
        foreach (var step in vector["steps"].EnumerateArray())
        {
            In(done++, () => Take(builder, step));
        }

        Schema? built = null;
        In(done, () => built = builder.Build());
        return built!;
    }

    private static SchemaBuilder Take(SchemaBuilder builder, JsonElement step) => step[0].GetString() switch
    {
        "optional" => builder.Optional(),
        "required" => builder.Required(),
        "name" => builder.Name(step[1].GetString()),
        "version" => builder.Version(step[1].GetInt32()),
        "doc" => builder.Doc(step[1].GetString()),
        "parameter" => builder.Parameter(step[1].GetString()!, step[2].GetString()!),
        "defaultValue" => builder.Default(VectorReader.ReadValue(step[1])),
        "field" => builder.Field(step[1].GetString()!, VectorReader.ReadSchema(step[2].GetProperty("schema"))!),
        _ => throw new InvalidDataException($"Unknown step {step}"),
    };

    private static void In(object place, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            e.Data["place"] = place;
            throw;
        }
    }
}
