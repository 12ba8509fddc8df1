using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Converters.Primitive;

namespace Connect.Benchmarks.Steps;

/// <summary>The converters of single values.</summary>
internal static class PrimitiveSteps
{
    private const string Line = "a line of a text file with about one hundred characters in each of its lines, give or take a few more";

    public static IEnumerable<Step> All() =>
    [
        .. ConverterSteps.Of("string", new StringConverter(), [], Schema.String, Line),
        .. ConverterSteps.Of("bytes", new ByteArrayConverter(), [], Schema.Bytes, Encoding.UTF8.GetBytes(Line)),
        .. ConverterSteps.Of("int64", new LongConverter(), [], Schema.Int64, 1234567890L),
        .. ConverterSteps.Of("float64", new DoubleConverter(), [], Schema.Float64, 3.25),
        .. ConverterSteps.Of("boolean", new BooleanConverter(), [], Schema.Boolean, true),
        .. SimpleHeader(),
    ];

    private static IEnumerable<Step> SimpleHeader()
    {
        IHeaderConverter converter = new SimpleHeaderConverter();
        converter.Configure(new Dictionary<string, string?>());
        var output = new ArrayBufferWriter<byte>();
        object value = 1234567890L;
        var bytes = "1234567890"u8.ToArray();
        yield return new Step("simple header write", () =>
        {
            output.ResetWrittenCount();
            converter.FromConnectHeader("t", "h", Schema.Int64, value, output);
            return output;
        });
        yield return new Step("simple header read", () => converter.ToConnectHeader("t", "h", new Payload(bytes.AsSpan())).Value);
    }
}
