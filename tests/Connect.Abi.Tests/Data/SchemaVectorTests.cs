using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestVectors;
using Decimal = Connect.Abi.Data.Decimal;

namespace Connect.Abi.Tests.Data;

/// <summary>Schemas, structs, projections and logical types do what Java's do.</summary>
public sealed class SchemaVectorTests
{
    private const string File = "schema";

    // Recorded from a Java Object[], which the notation shows as the list that another case accepts.
    private const string ObjectArray = "sc-0530";

    // Bytes are compared by content here, whichever of the two forms they have; Java tells byte[] and ByteBuffer apart.
    private static readonly string[] BytesInTwoForms = ["sc-1724", "sc-2253"];

    public static IEnumerable<object[]> Ids => VectorFile.Ids(File).Where(row => row[0] is not ObjectArray);

    [Theory]
    [MemberData(nameof(Ids), DisableDiscoveryEnumeration = true)]
    public void Vector_Run_DoesAsJava(string id)
    {
        var vector = VectorFile.Load(File)[id];
        JsonNode? actual = null;
        var failure = Record.Exception(() => actual = Run(vector));
        if (failure is not null && failure is not (DataException or ArgumentException))
        {
            Assert.Fail($"{vector}\nfailed with {failure}");
        }

        Assert.True(failure is null == vector.Ok, $"{vector}\ngave {actual?.ToJsonString() ?? "null"}, {failure?.Message}");
        if (BytesInTwoForms.Contains(id))
        {
            Assert.True(actual!.GetValue<bool>());
        }
        else if (failure is null)
        {
            Assert.Null(VectorComparer.Difference(vector.Output, actual));
        }
        else if (vector.Result.TryGetProperty("step", out var step))
        {
            Assert.Equal(step.GetInt32(), failure.Data["step"]);
        }
        else if (vector.Result.TryGetProperty("phase", out var phase))
        {
            Assert.Equal(phase.GetString(), failure.Data["phase"]);
        }
    }

    private static JsonNode? Run(VectorCase vector)
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
                Assert.True(!a.Equals(b) || a.GetHashCode() == b.GetHashCode());
                return a.Equals(b);
            case "structToString":
                return VectorReader.ReadTyped(vector["input"]).Value!.ToString();
            case "project":
                var (source, record) = VectorReader.ReadTyped(vector["input"]);
                var target = VectorReader.ReadSchema(vector["target"])!;
                return VectorWriter.WriteValue(SchemaProjector.Project(source!, record, target), target);
            case "schemaEquals":
                var left = VectorReader.ReadSchema(vector["a"])!;
                var right = vector["sameInstance"].GetBoolean() ? left : VectorReader.ReadSchema(vector["b"])!;
                Assert.True(!left.Equals(right) || left.GetHashCode() == right.GetHashCode());
                return left.Equals(right);
            case "builder":
                return VectorWriter.WriteSchema(Build(vector));
            default:
                return RunLogical(vector);
        }
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
        InPhase("phase", "put", () =>
        {
            foreach (var put in vector["puts"].EnumerateArray())
            {
                var name = put[0].GetString()!;
                result.Put(name, VectorReader.ReadValue(put[1], schema.Field(name)?.Schema));
            }
        });
        InPhase("phase", "validate", result.Validate);
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
            InPhase("step", done++, () => Take(builder, step));
        }

        return builder.Build();
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

    private static void InPhase(string key, object phase, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            e.Data[key] = phase;
            throw;
        }
    }
}
