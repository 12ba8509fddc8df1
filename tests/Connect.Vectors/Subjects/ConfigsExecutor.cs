using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>The settings of workers, connectors and plugins: names, types, defaults, groups, and which values are allowed.</summary>
internal sealed class ConfigsExecutor(HostPlugins plugins) : IVectorExecutor
{
    private readonly HostDefinitions definitions = new(plugins);

    public string Subject => "configs";

    public string? Run(VectorCase vector)
    {
        var definition = definitions.Of(vector);
        return vector.Op switch
        {
            "key" => Key(vector, definition),
            "groups" => Groups(vector, definition),
            "values" => Values(vector, definition),
            var op => throw new InvalidDataException($"Unknown op {op}"),
        };
    }

    private static string? Key(VectorCase vector, ConfigDef definition)
    {
        var name = vector.Text("name")!;
        if (!definition.ConfigKeys.TryGetValue(name, out var key))
        {
            return $"expected a setting {name}, got {string.Join(", ", definition.Names)}";
        }

        if (string.IsNullOrWhiteSpace(key.Documentation))
        {
            return "expected documentation, got none";
        }

        var actual = Written(definition, key);
        foreach (var (member, value) in actual)
        {
            var expected = member == "validValues" && !vector.Has(member) ? value : Node(vector[member]);
            expected = member == "validValues" ? Sorted(expected) : expected;
            if (!JsonNode.DeepEquals(expected, member == "validValues" ? Sorted(value) : value))
            {
                return $"expected {member} {VectorOutcome.Text(expected)}, got {VectorOutcome.Text(value)}";
            }
        }

        // A kind of a validator that only Java's plugin has is one of the plugin's own here too.
        var kind = ValidatorKind(key.Validator);
        var expectedKind = vector.Text("validator") is "NonEmptyListValidator" or "RegexValidator" && kind == "custom" ? kind : vector.Text("validator");
        return kind != expectedKind ? $"expected validator {expectedKind ?? "none"}, got {kind ?? "none"}"
            : vector.Has("recommender") && key.Recommender is null ? "expected a recommender, got none"
            : null;
    }

    private static JsonObject Written(ConfigDef definition, ConfigKey key) => new()
    {
        ["index"] = definition.Names.ToList().IndexOf(key.Name),
        ["type"] = key.Type.ToString().ToUpperInvariant(),
        ["required"] = !key.HasDefault,
        ["default"] = key.HasDefault ? Default(key) : null,
        ["importance"] = key.Importance.ToString().ToUpperInvariant(),
        ["group"] = key.Group,
        ["order"] = key.OrderInGroup,
        ["width"] = key.Width.ToString().ToUpperInvariant(),
        ["displayName"] = key.DisplayName,
        ["dependents"] = new JsonArray([.. key.Dependents.Select(dependent => JsonValue.Create(dependent))]),
        ["internal"] = key.IsInternal,
        ["validValues"] = key.Validator?.ToString(),
    };

    private static JsonNode? Default(ConfigKey key) => key.DefaultValue switch
    {
        null => null,
        string name when key.Type == ConfigType.Class => new JsonObject { ["class"] = name },
        Password password => new JsonObject { ["password"] = password.Value },
        long number => new JsonObject { ["int64"] = ConfigDef.ConvertToString(number, key.Type) },
        string text => text,
        bool flag => flag,
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => JsonValue.Create(item?.ToString()))]),
        var number => JsonNode.Parse(ConfigDef.ConvertToString(number, key.Type)!),
    };

    private static string? ValidatorKind(IValidator? validator) => validator?.GetType().Name switch
    {
        null => null,
        "ValidRange" => "Range",
        "LambdaValidator" or "UnprefixingValidator" => "custom",
        var name => name,
    };

    /// <summary>What is enumerated has no order: Java's comes from sets.</summary>
    private static JsonNode? Sorted(JsonNode? allowed) => allowed?.GetValue<string>() is { } text && !text.Contains("...", StringComparison.Ordinal)
        ? string.Join(',', text.Split(',', ' ', '[', ']').Order(StringComparer.Ordinal))
        : allowed;

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        _ => JsonNode.Parse(element.GetRawText()),
    };

    private static string? Groups(VectorCase vector, ConfigDef definition)
    {
        var groups = vector["groups"].EnumerateArray().Select(group => group.GetString()!).ToList();
        return !groups.SequenceEqual(definition.Groups) ? $"expected groups {string.Join(", ", groups)}, got {string.Join(", ", definition.Groups)}"
            : vector["count"].GetInt32() != definition.ConfigKeys.Count ? $"expected {vector["count"]} settings, got {definition.ConfigKeys.Count}"
            : null;
    }

    private static string? Values(VectorCase vector, ConfigDef definition)
    {
        var key = definition.ConfigKeys[vector.Text("name")!];
        foreach (var accepted in vector["accepted"].EnumerateArray())
        {
            if (Refusal(key, accepted.GetString()) is { } refusal)
            {
                return $"expected {accepted.GetRawText()} to be accepted, got {refusal.Message}";
            }
        }

        foreach (var refused in vector["refused"].EnumerateArray())
        {
            if (Refusal(key, refused.GetString()) is null)
            {
                return $"expected {refused.GetRawText()} to be refused, got acceptance";
            }
        }

        var nullAccepted = Refusal(key, null) is null;
        return vector["nullAccepted"].GetBoolean() == nullAccepted ? null
            : $"expected null to be {(nullAccepted ? "refused, got acceptance" : "accepted, got a refusal")}";
    }

    private static ConfigException? Refusal(ConfigKey key, string? text)
    {
        try
        {
            key.Validator?.EnsureValid(key.Name, ConfigDef.ParseType(key.Name, text, key.Type));
            return null;
        }
        catch (ConfigException refusal)
        {
            return refusal;
        }
    }
}
