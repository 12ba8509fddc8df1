using System.Buffers;
using System.Globalization;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Json.Tests;

/// <summary>What the vectors do not say.</summary>
public sealed class JsonConverterTests
{
    private static readonly Schema Inner = SchemaBuilder.Struct().Field("n", Schema.Int32).Build();

    [Fact]
    public void FromConnectData_MisfitInLastField_LeavesOutputUntouched()
    {
        using var converter = Make();
        var output = new ArrayBufferWriter<byte>();
        var array = SchemaBuilder.Array(Schema.Int32).Build();

        Assert.Throws<DataException>(() => converter.FromConnectData("t", null, array, new object?[] { 1, 2, "x" }, output));

        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void FromConnectData_AppendsToOutput_KeepsWhatWasThere()
    {
        using var converter = Make(("schemas.enable", "false"));
        var output = new ArrayBufferWriter<byte>();
        output.Write("before"u8);

        Assert.True(converter.FromConnectData("t", null, null, 5L, output));

        Assert.Equal("before5", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void RoundTrip_SchemasTakingTurns_AreToldApart(int cacheSize)
    {
        using var converter = Make(("schemas.cache.size", cacheSize.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var schemas = Enumerable.Range(0, 7).Select(i => SchemaBuilder.Struct().Field("f" + i, Schema.Int64).Field("in", Inner).Build()).ToArray();
        for (var round = 0; round < 50; round++)
        {
            var schema = schemas[(round * round) % schemas.Length];
            var value = new Struct(schema).Put(schema.Fields[0], (long)round).Put("in", new Struct(Inner).Put("n", round));

            var read = Read(converter, Write(converter, schema, value));

            Assert.Equal(new SchemaAndValue(schema, value), read);
        }
    }

    [Fact]
    public void FromConnectData_EqualSchemaOfAnotherInstance_IsWrittenTheSame()
    {
        using var converter = Make();
        var other = SchemaBuilder.Struct().Field("n", Schema.Int32).Build();

        var first = Write(converter, Inner, new Struct(Inner).Put("n", 1));
        var second = Write(converter, other, new Struct(other).Put("n", 1));
        var mixed = Write(converter, Inner, new Struct(other).Put("n", 1));

        Assert.Equal(first, second);
        Assert.Equal(first, mixed);
    }

    [Fact]
    public void ToConnectData_StructWithDefault_IsRefusedAsInJava()
    {
        const string Schema = "{\"type\":\"struct\",\"optional\":true,\"default\":{\"n\":4},\"fields\":[{\"type\":\"int32\",\"field\":\"n\"}]}";
        using var converter = Make();
        var failure = Assert.Throws<SchemaBuilderException>(() => Read(converter, $"{{\"schema\":{Schema},\"payload\":null}}"));
        Assert.Contains("default", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1}", "schemas.enable=false")]
    [InlineData("1", "schemas.enable=false")]
    [InlineData("", "schemas.enable=false")]
    [InlineData("{\"schema\":null,\"payload\":1,\"more\":1}", "\"more\"")]
    [InlineData("{\"schema\":{\"type\":\"float32\"},\"payload\":1}", "float")]
    [InlineData("{\"schema\":null,\"payload\":1", "too early")]
    [InlineData("{\"schema\":null,\"payload\":tru}", "at byte 25")]
    public void ToConnectData_Unreadable_SaysWhatToDo(string json, string hint)
    {
        using var converter = Make();

        var failure = Assert.Throws<DataException>(() => Read(converter, json));

        Assert.Contains(hint, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToConnectData_ConfiguredSchemaWithNumbers_FillsInItsDefault()
    {
        using var converter = Make(
            ("schema.content", "{\"type\":\"struct\",\"version\":3,\"fields\":[{\"field\":\"a\",\"type\":\"int32\",\"default\":7},{\"field\":\"b\",\"type\":\"double\",\"default\":1.5}]}"));

        var (schema, value) = Read(converter, "{}");

        Assert.Equal(3, schema!.Version);
        Assert.Equal(7, ((Struct)value!).Get("a"));
        Assert.Equal(1.5, ((Struct)value).Get("b"));
    }

    [Fact]
    public void ToConnectData_EnvelopeWhereSchemaIsConfigured_SaysWhichSetting()
    {
        using var converter = Make(("schema.content", "{\"type\":\"struct\",\"fields\":[{\"field\":\"a\",\"type\":\"int32\"}]}"));

        var failure = Assert.Throws<DataException>(() => Read(converter, "{\"schema\":null,\"payload\":1}"));

        Assert.Contains("schema.content", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"payload\":1,\"schema\":{\"type\":\"int64\"}}", 1L)]
    [InlineData(" { \"schema\" : {\"type\":\"int64\"} , \"payload\" : 1 } ", 1L)]
    [InlineData("{\"schema\":{\"type\":\"int64\"},\"payload\":7,\"payload\":1}", 1L)]
    [InlineData("{\"schema\":{\"type\":\"int8\"},\"payload\":1,\"schema\":{\"type\":\"int64\"}}", 1L)]
    [InlineData("{\"schema\":{\"type\":\"int64\"},\"payload\":001} trailing", 1L)]
    [InlineData("{\"sch\\u0065ma\":{\"typ\\u0065\":\"int64\"},\"payload\":1}", 1L)]
    public void ToConnectData_EnvelopeInAnyForm_IsReadTwice(string json, long expected)
    {
        using var converter = Make();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(new SchemaAndValue(Schema.Int64, expected), Read(converter, json));
            Assert.Equal(new SchemaAndValue(Schema.Int64, 5L), Read(converter, "{\"schema\":{\"type\":\"int64\"},\"payload\":5}"));
        }
    }

    [Theory]
    [InlineData("{\"b\":2,\"a\":1,\"c\":null}")]
    [InlineData("{\"a\":9,\"b\":2,\"x\":{\"y\":[1,\"}\"]},\"a\":1}")]
    [InlineData("{\"\\u0061\":1, \"b\" : 2}")]
    public void ToConnectData_FieldsInAnyOrder_AreFound(string payload)
    {
        using var converter = Make();
        const string Schema = "{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"a\"},{\"type\":\"int32\",\"field\":\"b\"},"
            + "{\"type\":\"int32\",\"optional\":true,\"field\":\"c\"}]}";

        var read = Assert.IsType<Struct>(Read(converter, "{\"schema\":" + Schema + ",\"payload\":" + payload + "}").Value);

        Assert.Equal((1, 2, null), (read.GetInt32("a"), read.GetInt32("b"), read.GetInt32("c")));
    }

    [Theory]
    [InlineData("[", "]", true)]
    [InlineData("{\"a\":", "}", true)]
    [InlineData("[", "", true)]
    [InlineData("[", "]", false)]
    public void ToConnectData_NestedVeryDeep_FailsWithoutOverflow(string open, string close, bool tooDeep)
    {
        using var converter = Make(("schemas.enable", "false"));
        var depth = tooDeep ? 200_000 : 1000;
        var json = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        var failure = Record.Exception(() => Read(converter, json));

        Assert.Equal(tooDeep, failure is DataException);
        Assert.True(tooDeep || failure is null);
    }

    [Fact]
    public void FromConnectData_NestedVeryDeep_FailsWithoutOverflow()
    {
        using var converter = Make(("schemas.enable", "false"));
        var list = new List<object?>();
        for (var i = 0; i < 200_000; i++)
        {
            list = [list];
        }

        Assert.Throws<DataException>(() => Write(converter, null, list));
    }

    [Fact]
    public void RoundTrip_LargeText_GrowsAndShrinks()
    {
        using var converter = Make(("schemas.enable", "false"));
        var text = string.Concat(Enumerable.Repeat("é\u0001\"x", 1_000_000));

        Assert.Equal(text, Read(converter, Write(converter, null, text)).Value);
        Assert.Equal("1", Write(converter, null, 1));
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("123456789012345.6")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993.0")]
    [InlineData("0.000000000000000000000012345")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("-2.2250738585072011e-308")]
    [InlineData("000123.250")]
    public void ToConnectData_Float_IsTheNearest(string text)
    {
        using var converter = Make();
        var expected = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var nearest = float.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(expected, Read(converter, "{\"schema\":{\"type\":\"double\"},\"payload\":" + text + "}").Value);
        Assert.Equal(nearest, Read(converter, "{\"schema\":{\"type\":\"float\"},\"payload\":" + text + "}").Value);
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":{\"c\":\"x\"}}", "{\"a\":1,\"b\":{\"c\":\"x\"}}")]
    [InlineData("{\"a\":1,\"b\":{\"c\":\"x\"}}", "{\"a\":2}")]
    [InlineData("{\"a\":1}", "{\"a\":2,\"b\":3}")]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}")]
    [InlineData("{\"a\":1,\"b\":2}", " { \"a\" : 3 , \"b\" : [ { } , { \"a\" : null } ] } ")]
    [InlineData("{\"a\":1,\"b\":2}", "{\"a\":3,\"a\":4,\"b\":5}")]
    [InlineData("{\"a\":1,\"b\":2}", "{\"a\":3,\"b\":4,\"a\":5}")]
    [InlineData("{\"a\\\":1,\\\"b\":2}", "{\"a\":1,\"b\":2}")]
    [InlineData("{\"\\u00e9\":1}", "{\"\u00e9\":2}")]
    [InlineData("{\"a\":[{\"x\":1},{\"x\":2}]}", "{\"a\":{\"x\":[true,false]}}")]
    [InlineData("{}", "{\"a\":1}")]
    public void ToConnectData_ObjectsOfTheSameAndOtherNames_AreReadAsTheyAre(string first, string second)
    {
        using var converter = Make(("schemas.enable", "false"));
        foreach (var json in new[] { first, first, first, second, second, first, second, second })
        {
            using var fresh = Make(("schemas.enable", "false"));

            Assert.Equal(Read(fresh, json), Read(converter, json));
        }
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":2")]
    [InlineData("{\"a\":1,\"b\":2,")]
    [InlineData("{\"a\":1,\"b\":2,}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{,\"a\":1,\"b\":2}")]
    [InlineData("{\"a\":1,,\"b\":2}")]
    [InlineData("{\"a\":-,\"b\":2}")]
    [InlineData("{\"a\":1x,\"b\":2}")]
    public void ToConnectData_BrokenObjectOfKnownNames_IsRefused(string json)
    {
        using var converter = Make(("schemas.enable", "false"));
        Read(converter, "{\"a\":1,\"b\":2}");
        Read(converter, "{\"a\":1,\"b\":2}");

        Assert.Throws<DataException>(() => Read(converter, json));
    }

    [Fact]
    public void ToConnectData_ObjectRead_CanBeChangedWithoutOthersNoticing()
    {
        using var converter = Make(("schemas.enable", "false"));
        ConnectMap Next() => Assert.IsType<ConnectMap>(Read(converter, "{\"a\":1,\"b\":{\"c\":2}}").Value);
        Next();
        var changed = Next();
        changed["new"] = true;
        changed.Remove("a");
        ((ConnectMap)changed["b"]!).Clear();

        Assert.Equal(new ConnectMap { { "a", 1L }, { "b", new ConnectMap { { "c", 2L } } } }, Next());
    }

    [Fact]
    public void RoundTrip_TextsOfAnyLengthWithOneOddCharacter_AreTheSame()
    {
        using var converter = Make(("schemas.enable", "false"));
        foreach (var odd in new[] { "x", "\"", "\\", "\n", "\u007f", "\u0080", "\u00e9", "\u20ac", "\U0001F600", "\0" })
        {
            for (var length = 0; length < 40; length++)
            {
                for (var at = 0; at <= length; at++)
                {
                    var text = new string('a', at) + odd + new string('b', length - at);

                    Assert.Equal(text, Read(converter, Write(converter, null, text)).Value);
                }
            }
        }
    }

    [Fact]
    public void ToConnectData_TextsOldAndNew_AreReadAsTheyAre()
    {
        using var converter = Make(("schemas.enable", "false"));
        var random = new Random(1);
        for (var i = 0; i < 30_000; i++)
        {
            // First mostly new ones, then mostly such as came before; of all lengths around the words that are compared.
            var text = random.Next(i < 15_000 ? 1_000_000 : 300).ToString(CultureInfo.InvariantCulture).PadLeft(random.Next(0, 20), 'x');

            Assert.Equal(text, Read(converter, "\"" + text + "\"").Value);
        }
    }

    [Fact]
    public void ToConnectData_NumbersWithAPoint_AreTheNearestDoubles()
    {
        using var converter = Make(("schemas.enable", "false"));
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var digits = random.NextInt64((long)Math.Pow(10, random.Next(1, 19))).ToString(CultureInfo.InvariantCulture);
            var text = (random.Next(2) == 0 ? "-" : string.Empty) + digits.Insert(random.Next(1, digits.Length + 1), ".") + random.Next(10);

            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture) + 0.0, ((List<object?>)Read(converter, "[" + text + "]").Value!)[0]);
        }
    }

    [Theory]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[-.5]")]
    [InlineData("[1.2.3]")]
    [InlineData("[1..2]")]
    [InlineData("[1.2")]
    [InlineData("[1.2x]")]
    [InlineData("[1.2e]")]
    [InlineData("[-]")]
    public void ToConnectData_BrokenNumber_IsRefused(string json)
    {
        using var converter = Make(("schemas.enable", "false"));

        Assert.Throws<DataException>(() => Read(converter, json));
    }

    [Theory]
    [InlineData("[-0.0]", 0.0)]
    [InlineData("[00.50]", 0.5)]
    [InlineData("[1.5e2]", 150.0)]
    [InlineData("[1.5 ]", 1.5)]
    [InlineData("[123456789012345.25]", 123456789012345.25)]
    public void ToConnectData_UnusualNumberWithAPoint_IsReadAsJavaReadsIt(string json, double expected)
    {
        using var converter = Make(("schemas.enable", "false"));
        var read = Assert.IsType<double>(((List<object?>)Read(converter, json).Value!)[0]);

        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(read));
    }

    [Fact]
    public void FromConnectData_NumbersWithFewDecimals_AreWrittenShortest()
    {
        using var converter = Make(("schemas.enable", "false"));
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var value = Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 9)), random.Next(0, 5));

            Assert.Equal(ConnectText.Of(value), Write(converter, null, value));
        }
    }

    [Fact]
    public void RoundTrip_RandomDoubles_AreTheSame()
    {
        using var converter = Make(("schemas.enable", "false"));
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var value = i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64()) : Math.Round(random.NextDouble() * 1e6, i % 7);
            if (double.IsFinite(value) && value != 0)
            {
                Assert.Equal(value, Read(converter, Write(converter, null, value)).Value);
                Assert.Equal(ConnectText.Of(value), Write(converter, null, value));
            }
        }
    }

    [Fact]
    public void ToConnectData_NotConfigured_Says()
    {
        using var converter = new JsonConverter();

        Assert.Throws<InvalidOperationException>(() => Read(converter, "1"));
    }

    [Fact]
    public void ConfigDef_Names_AreJavas()
    {
        using var converter = new JsonConverter();

        Assert.Equal(
            ["converter.type", "schemas.enable", "schemas.cache.size", "schema.content", "decimal.format", "replace.null.with.default"],
            converter.ConfigDef.Names);
    }

    private static JsonConverter Make(params (string Name, string Value)[] settings)
    {
        var converter = new JsonConverter();
        converter.Configure(settings.ToDictionary(s => s.Name, s => (string?)s.Value), isKey: false);
        return converter;
    }

    private static string Write(JsonConverter converter, Schema? schema, object? value)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(converter.FromConnectData("t", null, schema, value, output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static SchemaAndValue Read(JsonConverter converter, string json) =>
        converter.ToConnectData("t", null, new Payload(Encoding.UTF8.GetBytes(json).AsSpan()));
}
