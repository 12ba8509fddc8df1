using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Configuration;
using Connect.TestVectors;

namespace Connect.Vectors.Subjects;

/// <summary>What definitions of settings do: parse, check, recommend.</summary>
internal sealed class ConfigDefExecutor : IVectorExecutor
{
    private const string Name = "n";

    public string Subject => "configdef";

    public string? Run(VectorCase vector) => vector.Op == "validate"
        ? VectorOutcome.Of(vector, () => Validate(vector), DifferenceOfValues, VectorOutcome.Text)
        : VectorOutcome.Of(vector, () => Execute(vector));

    private static JsonNode? Execute(VectorCase vector)
    {
        switch (vector.Op)
        {
            case "parseType":
                var type = SettingDefinitions.TypeOf(vector.Text("type")!);
                return SettingValues.Write(ConfigDef.ParseType(Name, SettingValues.Read(vector["input"], type), type), type);
            case "convertToString":
                ConfigType? given = vector.Text("type") is { } text ? SettingDefinitions.TypeOf(text) : null;
                return ConfigDef.ConvertToString(SettingValues.Read(vector["input"], given), given);
            case "ensureValid":
                SettingDefinitions.ValidatorOf(vector["validator"]).EnsureValid(Name, SettingValues.Read(vector["input"], null));
                return null;
            case "validatorText":
                return SettingDefinitions.ValidatorOf(vector["validator"]).ToString();
            case "define":
                SettingDefinitions.Of(vector["def"]);
                return null;
            case "parse":
                var definition = SettingDefinitions.Of(vector["def"]);
                return Written(definition, definition.Parse(vector.Settings("props")));
            case "abstractConfig":
                return Config(vector);
            default:
                throw new InvalidDataException($"Unknown op {vector.Op}");
        }
    }

    private static JsonObject Config(VectorCase vector)
    {
        var definition = SettingDefinitions.Of(vector["def"]);
        var config = new SimpleConfig(definition, vector.Settings("props")!);
        return new JsonObject
        {
            ["values"] = Written(definition, config.Values),
            ["unused"] = new JsonArray([.. config.Unused.Order(StringComparer.Ordinal).Select(name => JsonValue.Create(name))]),
            ["originals"] = new JsonObject(config.OriginalsStrings().Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        };
    }

    private static JsonObject Written(ConfigDef definition, IReadOnlyDictionary<string, object?> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, SettingValues.Write(value.Value, definition.ConfigKeys[value.Key].Type))));

    private static JsonArray Validate(VectorCase vector)
    {
        var definition = SettingDefinitions.Of(vector["def"]);
        return new JsonArray(
        [
            .. definition.Validate(vector.Settings("props")).OrderBy(value => value.Name, StringComparer.Ordinal).Select(value => new JsonObject
            {
                ["name"] = value.Name,
                ["value"] = SettingValues.Write(value.Value, definition.ConfigKeys.GetValueOrDefault(value.Name)?.Type),
                ["recommended"] = VectorWriter.WriteValue(value.RecommendedValues),
                ["errors"] = value.ErrorMessages.Count,
                ["visible"] = value.Visible,
            }),
        ]);
    }

    private static string? DifferenceOfValues(VectorCase vector, JsonArray actual)
    {
        var sorted = vector.Output.EnumerateArray().OrderBy(value => value.GetProperty("name").GetString(), StringComparer.Ordinal);
        return VectorComparer.Difference(JsonSerializer.SerializeToElement(sorted), actual);
    }
}
