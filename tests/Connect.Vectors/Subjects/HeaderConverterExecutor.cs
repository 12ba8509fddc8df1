using System.Text;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>Header converters, and the conversions, inference and parsing of <see cref="Values"/>, which they rest on.</summary>
internal sealed class HeaderConverterExecutor(HostPlugins plugins) : IVectorExecutor
{
    private readonly ConverterCalls calls = new(plugins, tellsType: true);

    public string Subject => "header-converter";

    public string? Run(VectorCase vector) => vector.Op switch
    {
        "fromHeader" or "toHeader" => calls.Run(
            vector,
            vector.Text("class")!,
            Encoding.UTF8.GetBytes,
            vector.Text("class") == JsonConverterExecutor.ClassName ? JsonConverterExecutor.Difference : PrimitiveConverterExecutor.Difference),
        "parseString" => VectorOutcome.Of(
            vector,
            () => Values.ParseString(vector.Text("input")),
            (expected, actual) => VectorComparer.Difference(expected.Output, actual),
            actual => VectorWriter.WriteTyped(actual).ToJsonString()),
        _ => VectorOutcome.Of(vector, () => Convert(vector)),
    };

    private static JsonNode? Convert(VectorCase vector)
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
            var op => throw new InvalidDataException($"Unknown op {op}"),
        };
    }
}
