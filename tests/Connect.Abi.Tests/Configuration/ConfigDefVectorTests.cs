using System.Text.Json;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Abi.Tests.Configuration;

public sealed class ConfigDefVectorTests
{
    private static readonly VectorFile File = VectorFile.Load("configdef");

    public static IEnumerable<object[]> Of(string op) => VectorFile.Ids("configdef", op);

    [Fact]
    public void Vectors_OfEveryOperation_AreRun() => Assert.Equal(
        ["abstractConfig", "convertToString", "define", "ensureValid", "parse", "parseType", "validate", "validatorText"],
        VectorFile.OpsOf("configdef").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Of), "parseType")]
    public void ParseType_OfVector_GivesWhatJavaGives(string id)
    {
        var vector = File[id];
        var type = ConfigVectors.Type(vector.Text("type")!);
        if (type == ConfigType.Class && !vector.Ok && vector["input"].TryGetProperty("string", out var name) && CouldBeAClass(name.GetString()!))
        {
            // Parsing loads no types here, so a name of nothing is found out later.
            Assert.Equal(name.GetString()!.Trim(' ', '\t'), ConfigDef.ParseType("x", name.GetString(), type));
            return;
        }

        Check(vector, () => ConfigDef.ParseType("x", ConfigVectors.Input(vector["input"]), type), ConfigVectors.AssertSame);
    }

    [Theory]
    [MemberData(nameof(Of), "convertToString")]
    public void ConvertToString_OfVector_GivesWhatJavaGives(string id)
    {
        var vector = File[id];
        ConfigType? type = vector.Text("type") is { } name ? ConfigVectors.Type(name) : null;
        Check(vector, () => ConfigDef.ConvertToString(ConfigVectors.Value(vector["input"]), type), (expected, actual) => Assert.Equal(expected.GetString(), actual));
    }

    [Theory]
    [MemberData(nameof(Of), "ensureValid")]
    public void EnsureValid_OfVector_TakesWhatJavaTakes(string id)
    {
        var vector = File[id];
        Check(
            vector,
            () =>
            {
                ConfigVectors.Validator(vector["validator"]).EnsureValid("x", ConfigVectors.Input(vector["input"]));
                return (object?)null;
            },
            (_, _) => { });
    }

    [Theory]
    [MemberData(nameof(Of), "validatorText")]
    public void ToString_OfValidator_SaysWhatJavaSays(string id) =>
        Assert.Equal(File[id].Output.GetString(), ConfigVectors.Validator(File[id]["validator"]).ToString());

    [Theory]
    [MemberData(nameof(Of), "define")]
    public void Define_OfVector_IsRefusedWhereJavaRefuses(string id) =>
        Check(File[id], () => ConfigVectors.Definition(File[id]["def"]), (_, _) => { });

    [Theory]
    [MemberData(nameof(Of), "parse")]
    public void Parse_OfVector_GivesWhatJavaGives(string id)
    {
        var vector = File[id];
        var definition = ConfigVectors.Definition(vector["def"]);
        Check(vector, () => definition.Parse(ConfigVectors.Settings(vector["props"])), AssertValues);
    }

    [Theory]
    [MemberData(nameof(Of), "validate")]
    public void Validate_OfVector_FindsWhatJavaFinds(string id)
    {
        var vector = File[id];
        var definition = ConfigVectors.Definition(vector["def"]);
        Check(vector, () => definition.Validate(ConfigVectors.Settings(vector["props"])), (expected, actual) =>
        {
            Assert.Equal(expected.GetArrayLength(), actual.Count);
            foreach (var value in expected.EnumerateArray())
            {
                var found = Assert.Single(actual, candidate => candidate.Name == value.GetProperty("name").GetString());
                ConfigVectors.AssertSame(value.GetProperty("value"), found.Value);
                ConfigVectors.AssertSame(value.GetProperty("recommended"), found.RecommendedValues);
                Assert.Equal(value.GetProperty("errors").GetInt32(), found.ErrorMessages.Count);
                Assert.Equal(value.GetProperty("visible").GetBoolean(), found.Visible);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Of), "abstractConfig")]
    public void SimpleConfig_OfVector_HoldsWhatJavaHolds(string id)
    {
        var vector = File[id];
        var definition = ConfigVectors.Definition(vector["def"]);
        Check(
            vector,
            () =>
            {
                var config = new SimpleConfig(definition, ConfigVectors.Settings(vector["props"]));
                return (config.Values, config.Unused, Originals: config.OriginalsStrings());
            },
            (expected, actual) =>
            {
                AssertValues(expected.GetProperty("values"), actual.Values);
                Assert.Equal(
                    expected.GetProperty("unused").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal),
                    actual.Unused.Order(StringComparer.Ordinal));
                Assert.Equal(ConfigVectors.Settings(expected.GetProperty("originals")).ToDictionary(), actual.Originals.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
            });
    }

    private static bool CouldBeAClass(string name) =>
        char.IsAsciiLetter(name.Trim(' ', '\t').FirstOrDefault()) && name.Trim(' ', '\t').All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '$' or '_');

    private static void AssertValues(JsonElement expected, IReadOnlyDictionary<string, object?> actual)
    {
        Assert.Equal(expected.EnumerateObject().Count(), actual.Count);
        foreach (var value in expected.EnumerateObject())
        {
            ConfigVectors.AssertSame(value.Value, actual[value.Name]);
        }
    }

    private static void Check<T>(VectorCase vector, Func<T> step, Action<JsonElement, T> compare)
    {
        if (vector.Ok)
        {
            compare(vector.Output, step());
        }
        else
        {
            Assert.Throws<ConfigException>(() => step());
        }
    }
}
