using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Tests.Schemas;
using Connect.Converters.Avro.Writing;

namespace Connect.Converters.Avro.Tests.Reading;

/// <summary>Data that claims what it does not hold is refused before anything is made of it.</summary>
public sealed class HostileDataTests
{
    private const long TwoBillion = 2_000_000_000;
    private const string Empty = """{"type":"record","name":"Empty","fields":[]}""";
    private const string Chain = """{"type":"record","name":"Chain","fields":[{"name":"next","type":["null","Chain"]}]}""";

    [Theory]
    [InlineData("""{"type":"array","items":"int"}""", TwoBillion, "claims 2000000000 elements of at least 1 bytes")]
    [InlineData("""{"type":"array","items":"int"}""", long.MaxValue, "claims 9223372036854775807 elements")]
    [InlineData("""{"type":"array","items":["null","int"]}""", TwoBillion, "claims 2000000000 elements")]
    [InlineData("""{"type":"array","items":{"type":"fixed","name":"F","size":16}}""", 3, "claims 3 elements of at least 16 bytes")]
    [InlineData("""{"type":"array","items":{"type":"fixed","name":"F","size":0}}""", TwoBillion, "take no bytes")]
    [InlineData("""{"type":"array","items":{"type":"record","name":"Empty","fields":[]}}""", TwoBillion, "take no bytes")]
    [InlineData("""{"type":"array","items":{"type":"record","name":"R","fields":[{"name":"e","type":{"type":"record","name":"Empty","fields":[]}}]}}""", 65_536, "take no bytes")]
    [InlineData("""{"type":"map","values":["null","int"]}""", TwoBillion, "claims 2000000000 elements of at least 2 bytes")]
    [InlineData("\"string\"", TwoBillion, "a length of 2000000000 bytes is more than")]
    [InlineData("\"string\"", -1, "a length of -1 bytes is negative")]
    [InlineData("""["null","bytes"]""", TwoBillion, "there is no branch")]
    [InlineData("""{"type":"enum","name":"E","symbols":["A"]}""", TwoBillion, "there is no symbol 2000000000")]
    public void Count_ThatTheDataCantHold_IsRefused(string schema, long claimed, string expected)
    {
        var output = new AvroOutput();
        output.Long(claimed);
        output.Raw(new byte[20]);

        AssertRefused(Plan(schema), output.Written.ToArray(), expected);
        AssertRefused(SkippingPlan(schema), output.Written.ToArray(), expected);
    }

    [Theory]
    [InlineData("""{"type":"array","items":"int"}""", -TwoBillion, "claims 2000000000 elements")]
    [InlineData("""{"type":"array","items":"int"}""", long.MinValue, "more elements than can be")]
    [InlineData("""{"type":"array","items":{"type":"record","name":"Empty","fields":[]}}""", -TwoBillion, "take no bytes")]
    [InlineData("""{"type":"map","values":"long"}""", -TwoBillion, "claims 2000000000 elements")]
    public void Block_WithItsSize_IsJudgedByItsCountWhenReadAndByItsSizeWhenSkipped(string schema, long claimed, string expected)
    {
        var output = new AvroOutput();
        output.Long(claimed);
        output.Long(TwoBillion);
        output.Raw(new byte[20]);

        AssertRefused(Plan(schema), output.Written.ToArray(), expected);
        AssertRefused(SkippingPlan(schema), output.Written.ToArray(), "a block's size of 2000000000 bytes");
    }

    [Fact]
    public void Elements_ThatTakeNoBytes_AreReadUpToTheBound()
    {
        var plan = Plan($$"""{"type":"array","items":{{Empty}}}""");
        var output = new AvroOutput();
        output.Int(30_000);
        output.Int(0);

        Assert.Equal(30_000, ((IReadOnlyCollection<object?>)plan.Read(output.Written, out _).Value!).Count);
    }

    [Fact]
    public void ArraysInsideOfEachOther_ThatEachClaimAllThatIsLeft_TakeMemoryInProportion()
    {
        var plan = Plan("""{"type":"record","name":"Tree","fields":[{"name":"kids","type":{"type":"array","items":"Tree"}}]}""");
        var output = new AvroOutput();
        for (var i = 0; i < 400; i++)
        {
            output.Int(3000);
        }

        output.Raw(new byte[5000]);

        // Four hundred lists with room for three thousand elements each would be ten million bytes.
        var allocated = AllocatedBy(() => Assert.ThrowsAny<DataException>(() => plan.Read(output.Written, out _)));
        Assert.InRange(allocated, 0, 1_000_000);
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "nested more than 1000 levels deep")]
    [InlineData(1_000_000, "nested more than 1000 levels deep")]
    public void Data_NestedDeep_HasABound(int levels, string? expected)
    {
        var bytes = new byte[levels];
        bytes.AsSpan(0, levels - 1).Fill(2);

        if (expected is null)
        {
            Plan(Chain).Read(bytes, out var read);
            Assert.Equal(levels, read);
            return;
        }

        AssertRefused(Plan(Chain), bytes, expected);
        AssertRefused(SkippingPlan(Chain), bytes, expected);
    }

    [Fact]
    public void Schemaless_NestedDeep_HasABound()
    {
        var plan = Plan(Anything.Text);
        var level = new byte[] { 0, 0, 0, 0, 0, 0, 0, 2, 2 };

        AssertRefused(plan, [.. Enumerable.Repeat(level, 2000).SelectMany(b => b)], "nested more than 1000 levels deep");
    }

    [Fact]
    public void Records_OfRecordsThatTakeNoBytes_AreBounded()
    {
        var schema = HostileSchemaTests.Doubled("");

        AssertRefused(Plan(schema), [], "take no bytes");
        AssertRefused(SkippingPlan(schema), [], "take no bytes");
    }

    [Fact]
    public void Decimal_OfTheLargestScale_IsReadAndWrittenWithoutItsZeros()
    {
        var data = Data();
        var plan = data.PlanRead(AvroSchemaParser.Parse("""{"type":"record","name":"R","fields":[{"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":2147483647,"scale":2147483647}}]}"""), null, null);

        var read = plan.Read([2, 7], out _);
        var output = new AvroOutput();
        data.PlanWrite(read.Schema).Write(read.Value, output);

        Assert.Equal([2, 7], output.Written.ToArray());
        Assert.Equal("7E-2147483647", ((Struct)read.Value!).Get("d")!.ToString());
    }

    private static AvroData Data() => new(new AvroDataSettings(new Dictionary<string, string?>()));

    private static ReadPlan Plan(string schema) => Data().PlanRead(AvroSchemaParser.Parse(schema), null, null);

    // The value is one that the reader's schema does not have.
    private static ReadPlan SkippingPlan(string schema) => Data().PlanRead(
        AvroSchemaParser.Parse($$"""{"type":"record","name":"Around","fields":[{"name":"x","type":{{schema}}}]}"""),
        AvroSchemaParser.Parse("""{"type":"record","name":"Around","fields":[]}"""),
        null);

    private static void AssertRefused(ReadPlan plan, byte[] bytes, string expected)
    {
        string message = "";
        var allocated = AllocatedBy(() => message = Assert.ThrowsAny<DataException>(() => plan.Read(bytes, out _)).Message);

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 8 * 1024 * 1024);
    }

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
