using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Abi.Tests.Configuration;

public sealed class ConfigDefTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Parse_MissingRequired_NamesTheSettingAsJavaDoes()
    {
        var definition = new ConfigDef().Define("x", ConfigType.String, Importance.High, "doc");

        var refusal = Assert.Throws<ConfigException>(() => definition.Parse(Nothing));

        Assert.Equal("Missing required configuration \"x\" which has no default value.", refusal.Message);
    }

    [Fact]
    public void Parse_NotANumber_NamesSettingValueAndType()
    {
        var definition = new ConfigDef().Define("n", ConfigType.Int, 1, ValidRange.AtLeast(1), Importance.High, "doc");

        var refusal = Assert.Throws<ConfigException>(() => definition.Parse(new Dictionary<string, string> { ["n"] = "x1" }));
        var tooSmall = Assert.Throws<ConfigException>(() => definition.Parse(new Dictionary<string, string> { ["n"] = "0" }));

        Assert.Equal("Invalid value x1 for configuration n: Not a number of type INT", refusal.Message);
        Assert.Equal("Invalid value 0 for configuration n: Value must be at least 1", tooSmall.Message);
    }

    [Fact]
    public void ParseType_WrongTypeOfPassword_DoesNotShowTheValue()
    {
        var refusal = Assert.Throws<ConfigException>(() => ConfigDef.ParseType("secret", 4711, ConfigType.Password));

        Assert.DoesNotContain("4711", refusal.Message);
    }

    [Theory]
    [InlineData("0x1p3", 8.0)]
    [InlineData("-0x1.8p1d", -3.0)]
    [InlineData("1.5D", 1.5)]
    [InlineData(".5e1", 5.0)]
    public void ParseType_DoubleInJavasGrammar_IsRead(string text, double expected) =>
        Assert.Equal(expected, ConfigDef.ParseType("d", text, ConfigType.Double));

    [Theory]
    [InlineData("1e")]
    [InlineData("0x1")]
    [InlineData("1,5")]
    [InlineData("infinity")]
    [InlineData("∞")]
    [InlineData("1.5.2")]
    [InlineData("")]
    public void ParseType_NoDoubleInJavasGrammar_IsRefused(string text) =>
        Assert.Throws<ConfigException>(() => ConfigDef.ParseType("d", text, ConfigType.Double));

    [Fact]
    public void Validate_DependentsInACircleBelowARoot_Ends()
    {
        var definition = new ConfigDef()
            .Define("root", ConfigType.String, "r", null, Importance.Low, "doc", dependents: ["a"])
            .Define("a", ConfigType.String, "1", null, Importance.Low, "doc", dependents: ["b"])
            .Define("b", ConfigType.String, "2", null, Importance.Low, "doc", dependents: ["a"]);

        Assert.Equal(["r", "1", "2"], definition.Validate(Nothing).Select(value => value.Value));
    }

    [Fact]
    public void Validate_GivesValuesInTheOrderOfDefinition()
    {
        var definition = new ConfigDef();
        foreach (var name in (string[])["z", "a", "m", "b", "y"])
        {
            definition.Define(name, ConfigType.String, null, Importance.Low, "doc");
        }

        Assert.Equal(["z", "a", "m", "b", "y"], definition.Validate(Nothing).Select(value => value.Name));
    }

    [Fact]
    public void Validate_RecommenderThatRefuses_BecomesAnErrorOfItsSetting()
    {
        var definition = new ConfigDef()
            .Define("a", ConfigType.String, null, null, Importance.Low, "doc", recommender: new RefusingRecommender());

        var value = Assert.Single(definition.Validate(Nothing));

        Assert.Equal(["not together"], value.ErrorMessages);
    }

    [Fact]
    public void Embed_OfChild_PutsPrefixOrderAndGroupAsDocsOrderThem()
    {
        var child = new ConfigDef()
            .Define("low", ConfigType.String, "d", Importance.Low, "doc")
            .Define("grouped", ConfigType.String, "d", null, Importance.High, "doc", "G", 1, dependents: ["low"])
            .Define("required", ConfigType.Int, ConfigDef.NoDefault, ValidRange.AtLeast(1), Importance.Low, "doc");
        var definition = new ConfigDef();

        definition.Embed("p.", "Group", 3, child);

        Assert.Equal(["p.required", "p.low", "p.grouped"], definition.ConfigKeys.Keys);
        Assert.Equal([3, 4, 5], definition.ConfigKeys.Values.Select(key => key.OrderInGroup));
        Assert.Equal(["Group", "Group: G"], definition.Groups);
        Assert.Equal(["p.low"], definition.ConfigKeys["p.grouped"].Dependents);
        Assert.False(definition.ConfigKeys["p.required"].HasDefault);
        var refusal = Assert.Throws<ConfigException>(() => definition.Parse(new Dictionary<string, string> { ["p.required"] = "0" }));
        Assert.Contains("for configuration required", refusal.Message);
    }

    [Fact]
    public void Embed_OfRecommender_ShowsItNamesWithoutPrefix()
    {
        var child = new ConfigDef()
            .Define("other", ConfigType.String, "o", Importance.Low, "doc")
            .Define("a", ConfigType.String, null, null, Importance.Low, "doc", recommender: new EchoingRecommender());
        var definition = new ConfigDef();
        definition.Embed("p.", "Group", 0, child);

        var value = definition.ValidateAll(Nothing)["p.a"];

        Assert.Equal(["a", "o"], value.RecommendedValues);
    }

    [Fact]
    public void Copy_OfDefinition_DoesNotChangeTheFirst()
    {
        var first = new ConfigDef().Define("a", ConfigType.String, null, Importance.Low, "doc");

        _ = new ConfigDef(first).Define("b", ConfigType.String, null, Importance.Low, "doc");

        Assert.Equal(["a"], first.Names);
    }

    [Fact]
    public void DefaultValues_LeaveOutRequiredSettings()
    {
        var definition = new ConfigDef()
            .Define("a", ConfigType.Long, 5, Importance.Low, "doc")
            .Define("b", ConfigType.String, null, Importance.Low, "doc")
            .Define("c", ConfigType.String, Importance.Low, "doc")
            .DefineInternal("d", ConfigType.Boolean, "true", Importance.Low);

        Assert.Equal(new Dictionary<string, object?> { ["a"] = 5L, ["b"] = null, ["d"] = true }, definition.DefaultValues);
        Assert.True(definition.ConfigKeys["d"].IsInternal);
    }

    private sealed class RefusingRecommender : IRecommender
    {
        public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings) =>
            throw new ConfigException("not together");
    }

    private sealed class EchoingRecommender : IRecommender
    {
        public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings) => [name, parsedSettings["other"]];
    }
}
