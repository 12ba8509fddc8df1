using System.Numerics;
using Connect.Abi.Data;

namespace Connect.Abi.Tests.Data;

public sealed class BigDecimalTests
{
    [Theory]
    [InlineData("0", "0", 0, "0", "0")]
    [InlineData("-0.00", "0", 2, "0.00", "0.00")]
    [InlineData("1.50", "150", 2, "1.50", "1.50")]
    [InlineData("+12.", "12", 0, "12", "12")]
    [InlineData(".5", "5", 1, "0.5", "0.5")]
    [InlineData("1E+3", "1", -3, "1E+3", "1000")]
    [InlineData("-1.23e5", "-123", -3, "-1.23E+5", "-123000")]
    [InlineData("1e-6", "1", 6, "0.000001", "0.000001")]
    [InlineData("1e-7", "1", 7, "1E-7", "0.0000001")]
    [InlineData("0e-7", "0", 7, "0E-7", "0.0000000")]
    [InlineData("0e3", "0", -3, "0E+3", "0")]
    [InlineData("12e-9", "12", 9, "1.2E-8", "0.000000012")]
    [InlineData("٣", "3", 0, "3", "3")]
    public void Parse_Number_IsJavas(string text, string unscaled, int scale, string written, string plain)
    {
        var value = BigDecimal.Parse(text);

        Assert.Equal(new BigDecimal(BigInteger.Parse(unscaled), scale), value);
        Assert.Equal(written, value.ToString());
        Assert.Equal(plain, value.ToPlainString());
        Assert.Equal(value, BigDecimal.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData(" 1")]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("1e99999999999")]
    [InlineData("1e-2147483648")]
    public void TryParse_NoNumber_IsFalse(string? text) => Assert.False(BigDecimal.TryParse(text, out _));

    [Theory]
    [InlineData("79228162514264337593543950335", true)]
    [InlineData("79228162514264337593543950336", false)]
    [InlineData("-1.0000000000000000000000000001", true)]
    [InlineData("1E+28", true)]
    [InlineData("1E+29", false)]
    [InlineData("1E-28", true)]
    [InlineData("1E-29", false)]
    [InlineData("-0.50", true)]
    public void TryToDecimal_AnyNumber_FitsWithAllDigitsOrNot(string text, bool fits)
    {
        var value = BigDecimal.Parse(text);

        Assert.Equal(fits, value.TryToDecimal(out var converted));
        if (fits)
        {
            Assert.Equal(0, BigDecimal.From(converted).CompareTo(value));
        }
    }

    [Theory]
    [InlineData("2.5", MidpointRounding.ToEven, "2")]
    [InlineData("3.5", MidpointRounding.ToEven, "4")]
    [InlineData("-2.5", MidpointRounding.AwayFromZero, "-3")]
    [InlineData("-2.9", MidpointRounding.ToZero, "-2")]
    [InlineData("-2.1", MidpointRounding.ToNegativeInfinity, "-3")]
    [InlineData("-2.9", MidpointRounding.ToPositiveInfinity, "-2")]
    [InlineData("2.0", MidpointRounding.ToPositiveInfinity, "2")]
    public void Rescale_FewerDigits_Rounds(string text, MidpointRounding rounding, string expected) =>
        Assert.Equal(BigDecimal.Parse(expected), BigDecimal.Parse(text).Rescale(0, rounding));

    [Theory]
    [InlineData("1.0", "1.00", 0)]
    [InlineData("1E+1000000", "2", 1)]
    [InlineData("-1E+1000000", "2", -1)]
    [InlineData("1E-1000000", "0", 1)]
    [InlineData("1E+3", "999.99", 1)]
    [InlineData("-0.1", "-0.01", -1)]
    public void CompareTo_OtherScale_ComparesWorth(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(BigDecimal.Parse(left).CompareTo(BigDecimal.Parse(right))));
        Assert.Equal(-expected, Math.Sign(BigDecimal.Parse(right).CompareTo(BigDecimal.Parse(left))));
    }

    [Theory]
    [InlineData("1E+2147483647", 0, double.PositiveInfinity)]
    [InlineData("-1E-2147483647", 0, 0.0)]
    [InlineData("9223372036854775808.9", long.MinValue, 9223372036854775808.0)]
    [InlineData("-1.9", -1, -1.9)]
    [InlineData("1E+64", 0, 1e64)]
    public void ToInt64AndToDouble_AnySize_AreQuickAndJavas(string text, long whole, double nearest)
    {
        Assert.Equal(whole, BigDecimal.Parse(text).ToInt64());
        Assert.Equal(nearest, BigDecimal.Parse(text).ToDouble());
    }

    [Fact]
    public void From_Double_TakesItsShortestText() => Assert.Equal(BigDecimal.Parse("1.0E+10"), BigDecimal.From(1e10));
}
