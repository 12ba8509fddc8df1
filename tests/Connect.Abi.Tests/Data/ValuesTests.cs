using Connect.Abi.Data;

namespace Connect.Abi.Tests.Data;

public sealed class ValuesTests
{
    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 100_000)]
    public void ParseString_NestedWithoutEnd_IsAString(string opening, int depth)
    {
        var text = string.Concat(Enumerable.Repeat(opening, depth));

        Assert.Equal(new SchemaAndValue(Schema.String, text), Values.ParseString(text));
    }

    [Fact]
    public void ParseString_NestedTooDeep_IsAString()
    {
        var text = new string('[', 100_000) + new string(']', 100_000);

        Assert.Equal(new SchemaAndValue(Schema.String, text), Values.ParseString(text));
    }

    [Theory]
    [InlineData("1e999999999", -999999999)]
    [InlineData("-1e2147483647", -2147483647)]
    public void ParseString_HugeExponent_IsADecimalAtOnce(string text, int scale) =>
        Assert.Equal(scale, ((BigDecimal)Values.ParseString(text).Value!).Scale);

    [Theory]
    [InlineData("1500-01-01", -14830992000000)]
    [InlineData("1582-10-15", -12219292800000)]
    [InlineData("1582-10-04", -12219379200000)]
    [InlineData("1582-10-10", -12218860800000)]
    [InlineData("2019-00-01", 1543622400000)]
    [InlineData("2019-01-00", 1546214400000)]
    public void ParseString_Date_IsOfJavasCalendar(string text, long expected) =>
        Assert.Equal(new EpochMillis(expected), Values.ParseString(text).Value);

    [Fact]
    public void ConvertToString_ParsedAgain_IsTheSame()
    {
        var value = new ConnectMap { { "a\"\\b", new List<object?> { (sbyte)1, (sbyte)2 } } };

        var parsed = Values.ParseString("[\"x\",\"y\"]");

        Assert.Equal("{\"a\\\"\\\\b\":[1,2]}", Values.ConvertToString(null, value));
        Assert.Equal("[\"x\",\"y\"]", Values.ConvertToString(parsed.Schema, parsed.Value));
    }

    [Fact]
    public void ParseString_PlainText_AllocatesNothing()
    {
        Values.ParseString("some text");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Values.ParseString("some text");

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
