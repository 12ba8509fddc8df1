using System.Text;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>Data without a registry's frame is told by what it is.</summary>
public sealed class UnknownFrameTests
{
    [Theory]
    [InlineData("7B-22-61-22-3A-31-7D", "JsonConverter", "7B 22 61")]
    [InlineData("5B-31-5D", "JsonConverter", "5B 31 5D")]
    [InlineData("31-32", "JsonConverter", "31 32")]
    [InlineData("68-69-20-C3-A9", "StringConverter", "\"hi é\"")]
    [InlineData("4F-62-6A-01-04", "Avro file", "4F 62 6A 01")]
    [InlineData("C3-01-01-02-03-04-05-06-07-08-02", "0807060504030201", "C3 01")]
    [InlineData("03-00-11-11-11-11-22-22-33-33-44-44-55-55-55-55-55-55-02", "AWS Glue", "the first are 03 00")]
    [InlineData("00-00-01", "cut off", "3 bytes")]
    [InlineData("01-00-01", "cut off", "3 bytes")]
    [InlineData("FF-FE-80", "another registry", "FF FE 80")]
    [InlineData("", "empty", "empty")]
    public void Payload_WithoutAFrame_IsTold(string hex, string guess, string shown)
    {
        using var converter = Configure(isKey: true);

        var failure = Assert.Throws<DataException>(
            () => converter.Read("orders", hex.Length == 0 ? [] : [.. hex.Split('-').Select(h => Convert.ToByte(h, 16))]));

        Assert.Contains("The key of a record of topic orders", failure.Message, StringComparison.Ordinal);
        Assert.Contains(guess, failure.Message, StringComparison.Ordinal);
        Assert.Contains(shown, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongText_CutInACharacter_IsStillText()
    {
        using var converter = Configure(isKey: false);
        var text = Encoding.UTF8.GetBytes("x" + new string('é', 400));

        Assert.Contains("StringConverter", Assert.Throws<DataException>(() => converter.Read("t", text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_WithSomethingElse_IsTold()
    {
        using var converter = Configure(isKey: false);

        var failure = Assert.Throws<DataException>(() => converter.Read("t", [2], new Headers().Add("__value_schema_id", new byte[] { 9 }, null)));
        Assert.Contains("__value_schema_id", failure.Message, StringComparison.Ordinal);
        Assert.Contains("09", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Id_OfZero_HintsAtIdsOfEightBytes()
    {
        using var converter = Configure(isKey: false);

        Assert.Contains(
            "eight bytes", Assert.Throws<DataException>(() => converter.Read("t", [0, 0, 0, 0, 0, 0, 0, 0, 1, 2])).Message, StringComparison.Ordinal);
    }

    private static AvroConverter Configure(bool isKey)
    {
        var converter = new AvroConverter();
        converter.Configure(new Dictionary<string, string?> { ["schema.registry.url"] = "mock://" + Guid.NewGuid() }, isKey);
        return converter;
    }
}
