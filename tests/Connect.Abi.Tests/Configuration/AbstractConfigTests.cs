using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Abi.Tests.Configuration;

public sealed class AbstractConfigTests
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("text", ConfigType.String, null, Importance.Low, "doc")
        .Define("number", ConfigType.Int, 1, ValidRange.AtLeast(1), Importance.Low, "doc")
        .Define("list", ConfigType.List, null, Importance.Low, "doc")
        .Define("class", ConfigType.Class, null, Importance.Low, "doc")
        .Define("secret", ConfigType.Password, null, Importance.Low, "doc");

    [Fact]
    public void Getters_GiveParsedValues()
    {
        var config = new SimpleConfig(Definition, new Dictionary<string, string>
        {
            ["text"] = " t ", ["number"] = "7", ["list"] = "a , b", ["class"] = "My.Class", ["secret"] = "s",
        });

        Assert.Equal("t", config.GetString("text"));
        Assert.Equal(7, config.GetInt("number"));
        Assert.Equal(["a", "b"], config.GetList("list"));
        Assert.Equal("My.Class", config.GetClass("class"));
        Assert.Equal("s", config.GetPassword("secret")!.Value);
        Assert.Equal("[hidden]", config.GetPassword("secret")!.ToString());
    }

    [Fact]
    public void Get_UndefinedSetting_SaysSo()
    {
        var config = new SimpleConfig(Definition, new Dictionary<string, string>());

        Assert.Contains("'nope'", Assert.Throws<ConfigException>(() => config.Get("nope")).Message);
    }

    [Fact]
    public void Unused_ForgetsWhatWasAskedFor()
    {
        var config = new SimpleConfig(Definition, new Dictionary<string, string> { ["text"] = "t", ["typo"] = "x", ["p.a"] = "1" });

        _ = config.GetString("text");
        var prefixed = config.OriginalsWithPrefix("p.");

        Assert.Equal("1", prefixed["a"]);
        Assert.Equal(["typo"], config.Unused);
    }

    [Fact]
    public void ValuesWithPrefixOverride_PrefixedSettingWins_AndIsValidated()
    {
        var config = new SimpleConfig(Definition, new Dictionary<string, string> { ["number"] = "2", ["p.number"] = "3", ["q.number"] = "0" });

        Assert.Equal(3, config.ValuesWithPrefixOverride("p.")["number"]);
        Assert.Throws<ConfigException>(() => config.ValuesWithPrefixOverride("q."));
    }

    [Fact]
    public void Constructor_TakesValuesAndTexts()
    {
        var config = new SimpleConfig(Definition, new Dictionary<string, object> { ["number"] = 5, ["list"] = new List<string> { "x" }, ["class"] = typeof(string) });

        Assert.Equal(5, config.GetInt("number"));
        Assert.Equal(["x"], config.GetList("list"));
        Assert.Equal("System.String", config.GetClass("class"));
    }
}
