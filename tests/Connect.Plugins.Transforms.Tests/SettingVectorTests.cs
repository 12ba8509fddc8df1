using System.Text.Json;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Transforms;
using Connect.TestVectors;

namespace Connect.Plugins.Transforms.Tests;

public sealed class SettingVectorTests
{
    private const string File = "configs";

    public static IEnumerable<object[]> Ids => VectorFile.Load(File).Cases
        .Where(vector => vector.Text("owner") is { } owner && PluginClasses.Names.Contains(owner))
        .Select(vector => new object[] { vector.Id });

    [Theory]
    [MemberData(nameof(Ids), DisableDiscoveryEnumeration = true)]
    public void Vector_Definition_IsJavas(string id)
    {
        var vector = VectorFile.Load(File)[id];
        var definition = DefinitionOf(vector.Text("owner")!);
        switch (vector.Op)
        {
            case "key":
                CheckKey(vector, definition);
                break;
            case "values":
                CheckValues(vector, definition.ConfigKeys[vector.Text("name")!]);
                break;
            default:
                Assert.Equal(vector["count"].GetInt32(), definition.ConfigKeys.Count);
                Assert.Empty(definition.Groups);
                break;
        }
    }

    private static ConfigDef DefinitionOf(string owner)
    {
        if (owner.Contains(".predicates.", StringComparison.Ordinal))
        {
            using var predicate = PluginClasses.Make<IPredicate>(owner);
            return predicate.ConfigDef;
        }

        using var transformation = PluginClasses.Make<ITransformation>(owner);
        return transformation.ConfigDef;
    }

    private static void CheckKey(VectorCase vector, ConfigDef definition)
    {
        var key = definition.ConfigKeys.Values.ElementAt(vector["index"].GetInt32());
        Assert.Equal(vector.Text("name"), key.Name);
        Assert.Equal(vector.Text("type"), key.Type.ToString().ToUpperInvariant());
        Assert.Equal(vector.Text("importance"), key.Importance.ToString().ToUpperInvariant());
        Assert.Equal(vector["required"].GetBoolean(), !key.HasDefault);
        Assert.Equal(vector.Has("validator"), key.Validator is not null);
        if (!key.HasDefault)
        {
            return;
        }

        var standard = vector["default"];
        var text = standard.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => standard.GetString(),
            JsonValueKind.Array => string.Join(',', standard.EnumerateArray().Select(e => e.GetString())),
            _ => standard.GetRawText(),
        };
        Assert.Equal(text, ConfigDef.ConvertToString(key.DefaultValue, key.Type));
    }

    private static void CheckValues(VectorCase vector, ConfigKey key)
    {
        foreach (var value in vector["accepted"].EnumerateArray())
        {
            Assert.True(Accepts(key, value.GetString()), $"{key.Name} refuses '{value}'");
        }

        foreach (var value in vector["refused"].EnumerateArray())
        {
            Assert.False(Accepts(key, value.GetString()), $"{key.Name} accepts '{value}'");
        }
    }

    private static bool Accepts(ConfigKey key, string? value)
    {
        try
        {
            key.Validator?.EnsureValid(key.Name, ConfigDef.ParseType(key.Name, value, key.Type));
            return true;
        }
        catch (ConfigException)
        {
            return false;
        }
    }
}
