using System.Collections;
using System.Text.Json;
using Connect.Abi.Configuration;
using Connect.TestVectors;

namespace Connect.Abi.Tests.Configuration;

/// <summary>Reads definitions and values of the configuration vectors, and writes values as they do.</summary>
internal static class ConfigVectors
{
    /// <summary>A value as an input: a class is one there, and a type here.</summary>
    public static object? Input(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("class", out _) ? typeof(string) : Value(value);

    public static object? Value(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (value.TryGetProperty("class", out var name))
        {
            return name.GetString();
        }

        if (value.TryGetProperty("password", out var password))
        {
            return new Password(password.GetString()!);
        }

        if (value.TryGetProperty("list", out var list))
        {
            var items = list.EnumerateArray().Select(Value).ToList();
            return items.TrueForAll(item => item is string) ? items.ConvertAll(item => (string)item!) : items;
        }

        // An array is a list here, unlike there; any other object will do for what is no setting's value.
        return value.TryGetProperty("java", out _) ? new object() : VectorReader.ReadValue(value);
    }

    public static ConfigType Type(string name) => Enum.Parse<ConfigType>(name, ignoreCase: true);

    /// <summary>Compares by meaning: a name of a class is a text here.</summary>
    public static void AssertSame(JsonElement expected, object? actual)
    {
        if (actual is Type)
        {
            Assert.True(expected.TryGetProperty("class", out _));
            return;
        }

        var value = Value(expected);
        if (value is IEnumerable list and not string)
        {
            Assert.Equal(list.Cast<object?>(), Assert.IsAssignableFrom<IEnumerable>(actual).Cast<object?>());
            return;
        }

        Assert.Equal(value, actual);
        Assert.Equal(value?.GetType(), actual?.GetType());
    }

    public static IValidator Validator(JsonElement validator)
    {
        string[] Values() => [.. validator.GetProperty("values").EnumerateArray().Select(text => text.GetString()!)];
        bool Flag(string name) => validator.GetProperty(name).GetBoolean();
        return validator.GetProperty("kind").GetString() switch
        {
            "Range" => Range(validator),
            "ValidString" => ValidString.In(Values()),
            "CaseInsensitiveValidString" => CaseInsensitiveValidString.In(Values()),
            "NonEmptyString" => new NonEmptyString(),
            "NonEmptyStringWithoutControlChars" => new NonEmptyStringWithoutControlChars(),
            "NonNullValidator" => new NonNullValidator(),
            "ListSize" => ListSize.AtMost(validator.GetProperty("max").GetInt32()),
            "ValidList.in" => validator.TryGetProperty("emptyAllowed", out var empty)
                ? ValidList.In(empty.GetBoolean(), Values())
                : ValidList.In(Values()),
            "ValidList.anyNonDuplicateValues" => ValidList.AnyNonDuplicateValues(Flag("emptyAllowed"), Flag("nullAllowed")),
            "CompositeValidator" => CompositeValidator.Of([.. Inner(validator)]),
            var kind => throw new InvalidDataException($"Unknown validator {kind}"),
        };
    }

    public static ConfigDef Definition(JsonElement keys)
    {
        var definition = new ConfigDef();
        foreach (var key in keys.EnumerateArray())
        {
            definition.Define(new ConfigKey(
                key.GetProperty("name").GetString()!,
                Type(key.GetProperty("type").GetString()!),
                key.TryGetProperty("default", out var standard) ? Value(standard) : ConfigDef.NoDefault,
                key.TryGetProperty("validator", out var validator) ? Validator(validator) : null,
                Importance.High,
                "doc",
                key.TryGetProperty("group", out var group) ? group.GetString() : null,
                key.TryGetProperty("order", out var order) ? order.GetInt32() : -1,
                dependents: key.TryGetProperty("dependents", out var dependents)
                    ? [.. dependents.EnumerateArray().Select(name => name.GetString()!)]
                    : null,
                recommender: key.TryGetProperty("recommender", out var recommender) ? new VectorRecommender(recommender) : null));
        }

        return definition;
    }

    public static IReadOnlyDictionary<string, string?> Settings(JsonElement props) =>
        props.EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString());

    private static ValidRange Range(JsonElement validator)
    {
        var max = validator.TryGetProperty("max", out var given) ? given : (JsonElement?)null;
        var min = validator.GetProperty("min");
        return min.TryGetInt32(out var whole)
            ? max is null ? ValidRange.AtLeast(whole) : ValidRange.Between(whole, max.Value.GetInt32())
            : max is null ? ValidRange.AtLeast(min.GetDouble()) : ValidRange.Between(min.GetDouble(), max.Value.GetDouble());
    }

    private static IEnumerable<IValidator> Inner(JsonElement validator)
    {
        foreach (var text in validator.GetProperty("of").EnumerateArray().Select(inner => inner.GetString()!))
        {
            var limits = text[(text.IndexOf('[') + 1)..].TrimEnd(']').Split(',');
            yield return text.Split('[')[0] switch
            {
                "NonEmptyString" => new NonEmptyString(),
                "ValidString" => ValidString.In(limits),
                "Range" when limits[1].Length == 0 => ValidRange.AtLeast(int.Parse(limits[0])),
                "Range" => ValidRange.Between(int.Parse(limits[0]), int.Parse(limits[1])),
                _ => throw new InvalidDataException($"Unknown validator {text}"),
            };
        }
    }

    private sealed class VectorRecommender(JsonElement definition) : IRecommender
    {
        public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings) =>
            [.. definition.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetInt32() : (object?)value.GetString())];

        public bool Visible(string name, IReadOnlyDictionary<string, object?> parsedSettings) =>
            !definition.TryGetProperty("visibleWhen", out var other) ||
            definition.GetProperty("equals").GetString()!.Equals(parsedSettings.GetValueOrDefault(other.GetString()!));
    }
}
