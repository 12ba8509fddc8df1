using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

/// <summary>Versions that a configuration asks for, and that are not there.</summary>
public sealed class PluginVersionTests
{
    private static readonly (string Name, string Value)[] Defaults =
    [
        ("transforms.a.type", "InsertField$Value"), ("transforms.a.static.field", "a"), ("transforms.a.static.value", "v"),
        ("predicates.p.type", "RecordIsTombstone"),
    ];

    [Theory]
    [InlineData("connector", "connector.class", "FileStreamSource", "[9,9]")]
    [InlineData("key.converter", "key.converter", "StringConverter", "[9,9]")]
    [InlineData("value.converter", "value.converter", "JsonConverter", "[9,9]")]
    [InlineData("header.converter", "header.converter", "SimpleHeaderConverter", "[9,9]")]
    [InlineData("transforms.a", "transforms.a.type", "InsertField$Value", "[9,10)")]
    [InlineData("predicates.p", "predicates.p.type", "RecordIsTombstone", "(,0.0.1]")]
    public async Task Version_ThatIsNotThere_IsAnErrorOfBothSettingsWithTheAvailableVersions(
        string prefix, string classSetting, string className, string version)
    {
        await using var worker = await Worker.StartAsync();

        var errors = await ErrorsAsync(worker, (classSetting, className), (prefix + ".plugin.version", version));

        Assert.Equal(((string[])[classSetting, prefix + ".plugin.version"]).Order(StringComparer.Ordinal), errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(errors.Values, e =>
        {
            var only = Assert.Single(e);
            Assert.StartsWith($"Plugin {className} not found that matches the version range {version}, available versions: [", only, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("connector", "connector.class", "FileStreamSource")]
    [InlineData("key.converter", "key.converter", "StringConverter")]
    public async Task Version_ThatIsNone_IsAnErrorOfItsSetting(string prefix, string classSetting, string className)
    {
        await using var worker = await Worker.StartAsync();

        var errors = await ErrorsAsync(worker, (classSetting, className), (prefix + ".plugin.version", "[1"));

        var only = Assert.Single(errors[prefix + ".plugin.version"]);
        Assert.Contains("Expected a version such as", only, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connector_OfAVersionThatIsNotThere_IsRefused()
    {
        await using var worker = await Worker.StartAsync();

        var answer = await worker.Client.PutAsync(
            "/connectors/copy/config", Worker.Source("in", "copied", ("connector.plugin.version", "[9,)")));

        Assert.Equal(400, answer.Code);
        Assert.Contains("not found that matches the version range [9,)", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_OfAVersion_AreShownIfItIsThere()
    {
        await using var worker = await Worker.StartAsync();

        Assert.Equal(200, (await worker.Client.GetAsync("/connector-plugins/FileStreamSource/config?version=latest")).Code);
        Assert.Equal(200, (await worker.Client.GetAsync("/connector-plugins/FileStreamSource/config?version=%5B0,)")).Code);
        var refused = await worker.Client.GetAsync("/connector-plugins/FileStreamSource/config?version=%5B9,)");
        Assert.Equal(400, refused.Code);
        Assert.Contains("available versions: [", refused.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await worker.Client.GetAsync("/connector-plugins/NoSuch/config?version=1")).Code);
    }

    private static async Task<Dictionary<string, string[]>> ErrorsAsync(Worker worker, params (string Name, string Value)[] more)
    {
        var settings = Worker.Source(
            "in", "copied", [("name", "copy"), ("transforms", "a"), ("predicates", "p"), .. Defaults.Where(d => more.All(m => m.Name != d.Name)), .. more]);
        var answer = await worker.Client.PutAsync("/connector-plugins/FileStreamSource/config/validate", settings);
        Assert.True(answer.Code == 200, answer.Body);
        var infos = JsonNode.Parse(answer.Body)!;
        var errors = infos["configs"]!.AsArray()
            .Select(c => c!["value"]!)
            .Where(v => v["errors"]!.AsArray().Count > 0)
            .ToDictionary(v => (string)v["name"]!, v => v["errors"].Deserialize<string[]>()!);
        Assert.Equal(errors.Values.Sum(e => e.Length), (int)infos["error_count"]!);
        return errors;
    }
}
