using System.Collections;
using System.Text.Json;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Configuration.Tests;

public sealed class DefinitionVectorTests
{
    private const string Runtime = "org.apache.kafka.connect.runtime.";
    private static readonly VectorFile File = VectorFile.Load("configs");

    public static IEnumerable<object[]> Of(string op) => File.Cases
        .Where(vector => vector.Op == op && IsOurs(vector.Text("owner")!))
        .Select(vector => new object[] { vector.Id });

    [Theory]
    [MemberData(nameof(Of), "key")]
    public void Key_OfVector_IsDefinedAsJavaDefinesIt(string id)
    {
        var vector = File[id];
        var key = vector.Has("name") ? vector : throw new InvalidDataException(id);
        var definition = Definition(key);
        var name = key.Text("name")!;
        var ours = Assert.Contains(name, definition.ConfigKeys);

        if (!key.Text("owner")!.EndsWith("TaskConfig", StringComparison.Ordinal))
        {
            Assert.Equal(key["index"].GetInt32(), definition.ConfigKeys.Keys.ToList().IndexOf(name));
        }

        Assert.Equal(key.Text("type"), ours.Type.ToString().ToUpperInvariant());
        Assert.Equal(key["required"].GetBoolean(), !ours.HasDefault);
        Assert.Equal(key.Text("importance"), ours.Importance.ToString().ToUpperInvariant());
        Assert.Equal(key.Text("group"), ours.Group);
        Assert.Equal(key["order"].GetInt32(), ours.OrderInGroup);
        Assert.Equal(key.Text("width"), ours.Width.ToString().ToUpperInvariant());
        Assert.Equal(key.Text("displayName"), ours.DisplayName);
        Assert.Equal(key["dependents"].EnumerateArray().Select(dependent => dependent.GetString()), ours.Dependents);
        Assert.Equal(key["internal"].GetBoolean(), ours.IsInternal);
        Assert.Equal(key.Text("validator"), Kind(ours.Validator));
        Assert.False(string.IsNullOrWhiteSpace(ours.Documentation));
        if (ours.HasDefault)
        {
            AssertDefault(key["default"], ours.DefaultValue);
        }

        if (key.Text("validValues") is { } valid)
        {
            Assert.Equal(Sorted(valid), Sorted(ours.Validator!.ToString()!));
        }

        if (key.Has("recommender"))
        {
            Assert.NotNull(ours.Recommender);
        }
    }

    [Theory]
    [MemberData(nameof(Of), "groups")]
    public void Groups_OfVector_AreJavas(string id)
    {
        var vector = File[id];
        var definition = Definition(vector);

        Assert.Equal(vector["groups"].EnumerateArray().Select(group => group.GetString()!), definition.Groups);
        Assert.Equal(vector["count"].GetInt32(), definition.ConfigKeys.Count);
    }

    [Theory]
    [MemberData(nameof(Of), "values")]
    public void Values_OfVector_AreTakenAndRefusedAsJavaDoes(string id)
    {
        var vector = File[id];
        var key = Definition(vector).ConfigKeys[vector.Text("name")!];

        foreach (var accepted in vector["accepted"].EnumerateArray())
        {
            Validate(key, accepted.GetString());
        }

        foreach (var refused in vector["refused"].EnumerateArray())
        {
            Assert.True(Refuses(key, refused.GetString()), $"takes '{refused.GetString()}'");
        }

        Assert.Equal(vector["nullAccepted"].GetBoolean(), !Refuses(key, null));
    }

    private static void Validate(ConfigKey key, string? text)
    {
        var value = ConfigDef.ParseType(key.Name, text, key.Type);
        key.Validator?.EnsureValid(key.Name, value);
    }

    private static bool Refuses(ConfigKey key, string? text)
    {
        try
        {
            Validate(key, text);
            return false;
        }
        catch (ConfigException)
        {
            return true;
        }
    }

    private static bool IsOurs(string owner) => owner[..Runtime.Length] == Runtime && owner[Runtime.Length..].Split('#')[0] is
        "ConnectorConfig" or "SourceConnectorConfig" or "SinkConnectorConfig" or "TopicCreationConfig" or "standalone.StandaloneConfig";

    private static ConfigDef Definition(VectorCase vector) => vector.Text("owner")![Runtime.Length..] switch
    {
        "ConnectorConfig" => ConnectorDefinition.Common(),
        "SourceConnectorConfig" => ConnectorDefinition.Source(),
        "SinkConnectorConfig" => ConnectorDefinition.Sink(),
        "standalone.StandaloneConfig" => WorkerDefinition.Standalone(),
        "TopicCreationConfig#default" => TopicCreationDefinition.Default(),
        "TopicCreationConfig#group" => TopicCreationDefinition.Named("grp", 2, 3),
        "SourceConnectorConfig#withDefaultTopicGroup" => TopicCreationDefinition.WithDefaultGroup(ConnectorDefinition.Source()),
        "SourceConnectorConfig#enriched" => TopicCreationDefinition.WithGroups(ConnectorDefinition.Source(), ["g1", "g2"], 1, 3),
        "SourceConnectorConfig#enrichedAdds" or "SinkConnectorConfig#enrichedAdds" => EnrichedDefinition.Of(
            new ConfigDef(),
            vector["props"].EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()),
            new PluginOffers { Definition = PluginDefinition, DefaultVersion = (_, _) => "4.3.1" },
            requireAll: true),
        var owner => throw new InvalidDataException($"Unknown owner {owner}"),
    };

    // The settings of the plugins that the vectors name, as the vectors give them.
    private static ConfigDef PluginDefinition(PluginPlace place, string className, string? version)
    {
        var definition = new ConfigDef();
        IValidator any = new NonNullValidator();
        string?[] optional = className.Split('.')[^1] switch
        {
            "Cast$Value" => ["!spec", "replace.null.with.default"],
            "InsertField$Key" =>
            [
                "topic.field", "partition.field", "offset.field", "timestamp.field", "static.field", "static.value", "replace.null.with.default",
            ],
            "RegexRouter" => ["!regex", "!replacement"],
            "TopicNameMatches" => ["!pattern"],
            var unknown => throw new InvalidDataException($"Unknown plugin {unknown}"),
        };
        foreach (var name in optional)
        {
            if (name!.StartsWith('!'))
            {
                var type = name == "!spec" ? ConfigType.List : ConfigType.String;
                definition.Define(name[1..], type, ConfigDef.NoDefault, any, name == "!pattern" ? Importance.Medium : Importance.High, "doc");
            }
            else if (name.StartsWith("replace", StringComparison.Ordinal))
            {
                definition.Define(name, ConfigType.Boolean, true, Importance.Medium, "doc");
            }
            else
            {
                definition.Define(name, ConfigType.String, null, Importance.Medium, "doc");
            }
        }

        return definition;
    }

    private static string? Kind(IValidator? validator) => validator?.GetType().Name switch
    {
        null => null,
        "ValidRange" => "Range",
        "LambdaValidator" or "UnprefixingValidator" => "custom",
        var name => name,
    };

    private static string Sorted(string allowed) => allowed.Contains("...", StringComparison.Ordinal)
        ? allowed
        : string.Join(',', allowed.Split(',', ' ', '[', ']').Order(StringComparer.Ordinal));

    private static void AssertDefault(JsonElement expected, object? actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                Assert.Null(actual);
                break;
            case JsonValueKind.Array:
                Assert.Equal(
                    expected.EnumerateArray().Select(item => item.GetString()),
                    Assert.IsAssignableFrom<IEnumerable>(actual).Cast<string?>());
                break;
            case JsonValueKind.Object when expected.TryGetProperty("class", out var name):
                Assert.Equal(name.GetString(), actual);
                break;
            case JsonValueKind.Object when expected.TryGetProperty("int64", out var number):
                Assert.Equal(long.Parse(number.GetString()!), Assert.IsType<long>(actual));
                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.GetInt32(), Convert.ToInt32(actual));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Assert.Equal(expected.GetBoolean(), actual);
                break;
            default:
                Assert.Equal(expected.GetString(), actual);
                break;
        }
    }
}
