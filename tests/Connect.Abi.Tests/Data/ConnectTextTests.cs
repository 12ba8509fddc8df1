using Connect.Abi.Data;

namespace Connect.Abi.Tests.Data;

public sealed class ConnectTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(100.0, "100.0")]
    [InlineData(1234.5, "1234.5")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00012, "1.2E-4")]
    [InlineData(9999999.0, "9999999.0")]
    [InlineData(1e7, "1.0E7")]
    [InlineData(-1.25e-5, "-1.25E-5")]
    [InlineData(123456789012.5, "1.234567890125E11")]
    [InlineData(double.MaxValue, "1.7976931348623157E308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Of_Double_IsJavas(double value, string expected) => Assert.Equal(expected, ConnectText.Of(value));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(1e10f, "1.0E10")]
    [InlineData(16777216f, "1.6777216E7")]
    [InlineData(float.MaxValue, "3.4028235E38")]
    public void Of_Float_IsJavas(float value, string expected) => Assert.Equal(expected, ConnectText.Of(value));

    [Theory]
    [InlineData(1700000000000, "Tue Nov 14 22:13:20 UTC 2023")]
    [InlineData(0, "Thu Jan 01 00:00:00 UTC 1970")]
    [InlineData(-1, "Wed Dec 31 23:59:59 UTC 1969")]
    [InlineData(951782400000, "Tue Feb 29 00:00:00 UTC 2000")]
    [InlineData(-12219292800000, "Fri Oct 15 00:00:00 UTC 1582")]
    [InlineData(-12219292800001, "Thu Oct 04 23:59:59 UTC 1582")]
    [InlineData(-62135769600000, "Sat Jan 01 00:00:00 UTC 1")]
    [InlineData(253402300800000, "Sat Jan 01 00:00:00 UTC 10000")]
    public void Of_EpochMillis_IsJavasDate(long millis, string expected) => Assert.Equal(expected, ConnectText.Of(new EpochMillis(millis)));

    [Fact]
    public void Of_EpochMillisAtTheEnds_DoesNotFail()
    {
        Assert.EndsWith("UTC 292278994", ConnectText.Of(new EpochMillis(long.MaxValue)), StringComparison.Ordinal);
        Assert.EndsWith("UTC 292269055", ConnectText.Of(new EpochMillis(long.MinValue)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Nested_IsJavas()
    {
        var inner = SchemaBuilder.Struct().Field("x", Schema.Float32).Field("none", Schema.OptionalString).Build();
        var schema = SchemaBuilder.Struct()
            .Field("s", inner)
            .Field("l", SchemaBuilder.Array(Schema.OptionalInt64).Build())
            .Field("m", SchemaBuilder.Map(Schema.String, Schema.Boolean).Build())
            .Field("d", Connect.Abi.Data.Decimal.Schema(2))
            .Build();
        var value = new Struct(schema)
            .Put("s", new Struct(inner).Put("x", 2f))
            .Put("l", new List<object?> { 1L, null })
            .Put("m", new ConnectMap { { "a", true }, { "b", false } })
            .Put("d", BigDecimal.Parse("1.50"));

        Assert.Equal("Struct{s=Struct{x=2.0},l=[1, null],m={a=true, b=false},d=1.50}", value.ToString());
    }

    [Fact]
    public void Of_Bytes_IsStable()
    {
        Assert.Equal(ConnectText.Of(new byte[] { 1, 2 }), ConnectText.Of(new byte[] { 1, 2 }));
        Assert.StartsWith("[B@", ConnectText.Of(new byte[] { 1 }), StringComparison.Ordinal);
        Assert.Equal("java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]", ConnectText.Of(new ReadOnlyMemory<byte>([1, 2])));
        Assert.Equal("null", ConnectText.Of((object?)null));
    }
}
