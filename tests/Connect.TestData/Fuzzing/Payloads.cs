using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.TestData.Fuzzing;

/// <summary>What a fuzz begins with.</summary>
public static class Payloads
{
    /// <summary>Pieces of JSON, and of the texts that Connect reads as values, that readers decide by.</summary>
    public static IReadOnlyList<byte[]> TextTokens { get; } =
    [
        .. new[]
        {
            "null", "true", "false", "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u", "\\ud83d", "\\\"", "{}", "[]", "\"\"", "[[[[", "{\"a\":{\"a\":",
            "0", "-", "-0", "00", "1e999999999", "1e-999999999", "1E400", "9223372036854775808", "1.5", "NaN", "Infinity", " ", "\n",
            "2147483648", "2020-02-30", "23:59:60.000Z", "2020-01-01T00:00:00.000Z", "\uFEFF", "\0",
            "\"schema\":", "\"payload\":", "\"type\":", "\"optional\":true", "\"default\":", "\"fields\":[", "\"field\":\"a\"", "\"items\":", "\"keys\":",
            "\"values\":", "\"name\":", "\"version\":", "\"parameters\":{", "\"int8\"", "\"int32\"", "\"struct\"", "\"map\"", "\"array\"", "\"bytes\"", "\"string\"",
            "\"org.apache.kafka.connect.data.Decimal\"", "\"org.apache.kafka.connect.data.Date\"", "\"org.apache.kafka.connect.data.Time\"",
            "\"org.apache.kafka.connect.data.Timestamp\"", "\"scale\":\"2147483647\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>What a converter writes of some generated data.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="data">The data.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<byte[]> Written(IConverter converter, Gen<SchemaAndValue> data, int count = 2000)
    {
        var payloads = new List<byte[]>(count);
        var output = new ArrayBufferWriter<byte>();
        foreach (var (schema, value) in data.Sample(count, new Rnd((ulong)FuzzSeed.Value, 0x9E3779B97F4A7C15), 24))
        {
            output.ResetWrittenCount();
            if (converter.FromConnectData("t", null, schema, value, output))
            {
                payloads.Add(output.WrittenSpan.ToArray());
            }
        }

        return payloads;
    }
}
