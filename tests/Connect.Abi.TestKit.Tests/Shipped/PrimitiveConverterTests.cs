using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Converters.Primitive;

namespace Connect.Abi.TestKit.Tests.Shipped;

public sealed class PrimitiveConverterTests
{
    private static readonly Dictionary<string, ConverterSuite> Suites = new()
    {
        ["string"] = new Suite<StringConverter>(Schema.OptionalString, "a", "", "äöü€"),
        ["bytes"] = new Suite<ByteArrayConverter>(Schema.OptionalBytes, new byte[] { 1 }, new byte[] { 2, 3 }, Array.Empty<byte>()),
        ["boolean"] = new Suite<BooleanConverter>(Schema.OptionalBoolean, true, false),
        ["short"] = new Suite<ShortConverter>(Schema.OptionalInt16, (short)1, short.MinValue),
        ["integer"] = new Suite<IntegerConverter>(Schema.OptionalInt32, 1, int.MinValue),
        ["long"] = new Suite<LongConverter>(Schema.OptionalInt64, 1L, long.MinValue),
        ["float"] = new Suite<FloatConverter>(Schema.OptionalFloat32, 1.5f, float.NaN),
        ["double"] = new Suite<DoubleConverter>(Schema.OptionalFloat64, 1.5, double.NegativeInfinity),
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var (name, suite) in Suites)
            {
                foreach (var check in suite.Checks)
                {
                    all.Add(name, check.Name);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public Task Converter_DoesWhatTheHostReliesOn(string name, string check) => Suites[name].Checks.Single(c => c.Name == check).RunAsync();

    private sealed class Suite<T>(Schema schema, params object[] values) : ConverterSuite
        where T : IConverter, new()
    {
        protected override string PluginAssembly => InstalledPlugin.Of<T>();

        protected override IReadOnlyList<SchemaAndValue> Values => [.. values.Select(value => new SchemaAndValue(schema, value))];

        protected override IConverter CreateConverter() => new T();
    }
}
