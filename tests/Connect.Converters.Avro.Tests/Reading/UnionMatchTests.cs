using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests.Reading;

/// <summary>
/// Which field of a union's struct a branch's values go to, as in Java's converter. Where fields have numbers, they count null, and those
/// by which a value finds its field do not.
/// </summary>
public sealed class UnionMatchTests
{
    [Fact]
    public void Branch_WithNullBeforeIt_IsRefusedWhereAnotherBranchHasItsNumber()
    {
        var plan = Plan("""{"type":"record","name":"Tree","fields":[{"name":"v","type":["null","string","double","Tree"]}]}""");

        Assert.Null(((Struct)plan.Read([0], out _).Value!).Get("v"));
        Assert.Contains("connect_union_field_0 is not a field", Refusal(plan, [2, 0]), StringComparison.Ordinal);
        Assert.Contains("which is another branch's: put null last", Refusal(plan, [4, 0, 0, 0, 0, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("which is another branch's: put null last", Refusal(plan, [6, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Branch_WithNullBehindIt_GoesToItsField()
    {
        var plan = Plan("""{"type":"record","name":"Tree","fields":[{"name":"v","type":["string","double","Tree","null"]}]}""");

        var inner = ((Struct)plan.Read([4, 0, 2, 0x78], out _).Value!).GetStruct("v")!.GetStruct("connect_union_field_2")!;
        Assert.Equal("x", inner.GetStruct("v")!.Get("connect_union_field_0"));
    }

    [Fact]
    public void Enum_WithNullAndATextBeforeIt_IsTheText()
    {
        var plan = Plan("""["null","string",{"type":"enum","name":"E","symbols":["A"]}]""");

        Assert.Equal("A", ((Struct)plan.Read([4, 0], out _).Value!).Get("connect_union_field_1"));
    }

    [Fact]
    public void Fixed_WithBytesBeforeIt_GoesToTheFieldOfBytes()
    {
        var plan = new AvroData(new AvroDataSettings(new Dictionary<string, string?>()))
            .PlanRead(AvroSchemaParser.Parse("""["bytes",{"type":"fixed","name":"F","size":2}]"""), null, null);

        var read = (Struct)plan.Read([2, 7, 8], out _).Value!;
        Assert.Equal(new byte[] { 7, 8 }, read.Get("bytes"));
        Assert.Null(read.Get("F"));
    }

    private static string Refusal(ReadPlan plan, byte[] bytes) => Assert.Throws<DataException>(() => plan.Read(bytes, out _)).Message;

    private static ReadPlan Plan(string schema) => new AvroData(new AvroDataSettings(new Dictionary<string, string?> { ["generalized.sum.type.support"] = "true" }))
        .PlanRead(AvroSchemaParser.Parse(schema), null, null);
}
