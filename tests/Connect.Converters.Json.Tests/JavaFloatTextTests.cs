using System.Text;
using Connect.Abi.Data;
using Connect.Converters.Json.Text;

namespace Connect.Converters.Json.Tests;

public sealed class JavaFloatTextTests
{
    [Theory]
    [InlineData(4.9E-324, "4.9E-324")]
    [InlineData(1E-323, "9.9E-324")]
    [InlineData(5E-323, "4.9E-323")]
    [InlineData(1E-322, "9.9E-323")]
    [InlineData(2E-322, "2.0E-322")]
    [InlineData(1E-3, "0.001")]
    [InlineData(9.99E-4, "9.99E-4")]
    [InlineData(9999999.5, "9999999.5")]
    [InlineData(1E7, "1.0E7")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(-1.5E300, "-1.5E300")]
    public void Float64_Write_LooksAsInJava(double value, string expected)
    {
        var output = new JsonOutput();
        output.Float64(value);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.Written));
        Assert.Equal(expected, ConnectText.Of(value));
    }

    [Theory]
    [InlineData(1.4E-45f, "1.4E-45")]
    [InlineData(4E-45f, "4.2E-45")]
    [InlineData(1E-44f, "9.8E-45")]
    [InlineData(1.1E-44f, "1.1E-44")]
    [InlineData(3.4028235E38f, "3.4028235E38")]
    [InlineData(1E-3f, "0.001")]
    [InlineData(1E7f, "1.0E7")]
    [InlineData(16777216f, "1.6777216E7")]
    public void Float32_Write_LooksAsInJava(float value, string expected)
    {
        var output = new JsonOutput();
        output.Float32(value);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.Written));
        Assert.Equal(expected, ConnectText.Of(value));
    }
}
