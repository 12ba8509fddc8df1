using System.Text;
using System.Text.Json;
using Connect.Rest.Wire;

namespace Connect.Rest.Tests.Wire;

public sealed class PlainEncoderTests
{
    [Theory]
    [InlineData("it's <a> & `b` + c/d", "it's <a> & `b` + c/d")]
    [InlineData("é ü 中 \u00a0 \u2028 \u007f \u0085 \ue000 \ufeff", "é ü 中 \u00a0 \u2028 \u007f \u0085 \ue000 \ufeff")]
    [InlineData("a 😀 b", "a 😀 b")]
    [InlineData("\"\\\b\t\n\f\r", @"\""\\\b\t\n\f\r")]
    [InlineData("\0\u001f😀\"", @"\u0000\u001F😀\""")]
    public void Text_IsEscapedAsJavaDoes(string text, string written)
    {
        var json = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new Message(text), WireJson.Plain.Message));
        Assert.Equal($$"""{"message":"{{written}}"}""", json);
        Assert.Equal(text.EnumerateRunes(), JsonDocument.Parse(json).RootElement.GetProperty("message").GetString()!.EnumerateRunes());
    }

    // No attribute can hold half a pair.
    [Fact]
    public void HalfAPair_IsReplaced()
    {
        var json = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new Message("half \ud83d of, \ude00"), WireJson.Plain.Message));
        Assert.Equal("""{"message":"half \ufffd of, \ufffd"}""".Replace(@"\ufffd", "\ufffd"), json);
    }

    [Fact]
    public void Name_OfAMember_IsEscapedAlike()
    {
        var config = new Dictionary<string, string?> { ["it's 😀"] = null, ["a\"b\n"] = "\u0001" };
        var json = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(config, WireJson.Plain.IReadOnlyDictionaryStringString));
        Assert.Equal("""{"it's 😀":null,"a\"b\n":"\u0001"}""", json);
    }

    [Fact]
    public void LongText_WithEscapesThroughout_IsWhole()
    {
        var text = string.Concat(Enumerable.Repeat("\u0001😀'\"", 5_000));
        var json = JsonSerializer.Serialize(new Message(text), WireJson.Plain.Message);
        Assert.Equal(text, JsonDocument.Parse(json).RootElement.GetProperty("message").GetString());
        Assert.DoesNotContain(@"\uD83D", json);
    }
}
