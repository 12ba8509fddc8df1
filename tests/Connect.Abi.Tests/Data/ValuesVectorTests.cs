using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Abi.Tests.Data;

/// <summary>Conversions, inference and parsing do what Java's do.</summary>
public sealed class ValuesVectorTests
{
    private const string File = "header-converter";

    public static IEnumerable<object[]> Ids =>
        VectorFile.Ids(File, [.. VectorFile.OpsOf(File).Where(op => op is not ("fromHeader" or "toHeader"))]);

    [Theory]
    [MemberData(nameof(Ids), DisableDiscoveryEnumeration = true)]
    public void Vector_Run_DoesAsJava(string id)
    {
        var vector = VectorFile.Load(File)[id];
        if (vector.Op == "parseString")
        {
            Assert.True(vector.Ok);
            Assert.Null(VectorComparer.Difference(vector.Output, Values.ParseString(vector.Text("input"))));
            return;
        }

        JsonNode? actual = null;
        var failure = Record.Exception(() => actual = Run(vector));
        if (failure is not (null or DataException))
        {
            Assert.Fail($"{vector}\nfailed with {failure}");
        }

        Assert.True(failure is null == vector.Ok, $"{vector}\ngave {actual?.ToJsonString() ?? "null"}, {failure?.Message}");
        if (failure is null)
        {
            Assert.Null(VectorComparer.Difference(vector.Output, actual));
        }
    }

    private static JsonNode? Run(VectorCase vector)
    {
        var (schema, value) = VectorReader.ReadTyped(vector["input"]);
        return vector.Op switch
        {
            "convertToBoolean" => VectorWriter.WriteValue(Values.ConvertToBoolean(schema, value)),
            "convertToByte" => VectorWriter.WriteValue(Values.ConvertToInt8(schema, value)),
            "convertToShort" => VectorWriter.WriteValue(Values.ConvertToInt16(schema, value)),
            "convertToInteger" => VectorWriter.WriteValue(Values.ConvertToInt32(schema, value)),
            "convertToLong" => VectorWriter.WriteValue(Values.ConvertToInt64(schema, value)),
            "convertToFloat" => VectorWriter.WriteValue(Values.ConvertToFloat32(schema, value)),
            "convertToDouble" => VectorWriter.WriteValue(Values.ConvertToFloat64(schema, value)),
            "convertToString" => VectorWriter.WriteValue(Values.ConvertToString(schema, value)),
            "convertToList" => VectorWriter.WriteValue(Values.ConvertToList(schema, value), schema),
            "convertToMap" => VectorWriter.WriteValue(Values.ConvertToMap(schema, value), schema),
            "convertToStruct" => VectorWriter.WriteValue(Values.ConvertToStruct(schema, value)),
            "convertToDate" => VectorWriter.WriteValue(Values.ConvertToDate(schema, value)),
            "convertToTime" => VectorWriter.WriteValue(Values.ConvertToTime(schema, value)),
            "convertToTimestamp" => VectorWriter.WriteValue(Values.ConvertToTimestamp(schema, value)),
            "convertToDecimal2" => VectorWriter.WriteValue(Values.ConvertToDecimal(schema, value, 2)),
            "inferSchema" => VectorWriter.WriteSchema(Values.InferSchema(value)),
            _ => throw new InvalidDataException($"Unknown op {vector.Op}"),
        };
    }
}
