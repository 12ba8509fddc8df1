using System.Globalization;
using System.Text.Json;
using Connect.Abi.Configuration;

namespace Connect.Vectors.Subjects;

/// <summary>Definitions of settings, their validators and recommenders, from the data that the vectors have of them.</summary>
internal static class SettingDefinitions
{
    public static ConfigType TypeOf(string name) => Enum.Parse<ConfigType>(name, ignoreCase: true);

    /// <summary>The definition of a list of keys.</summary>
    public static ConfigDef Of(JsonElement keys)
    {
        var definition = new ConfigDef();
        foreach (var key in keys.EnumerateArray())
        {
            var type = TypeOf(key.GetProperty("type").GetString()!);
            definition.Define(
                key.GetProperty("name").GetString()!,
                type,
                key.TryGetProperty("default", out var standard) ? SettingValues.Read(standard, type) : ConfigDef.NoDefault,
                key.TryGetProperty("validator", out var validator) ? ValidatorOf(validator) : null,
                Importance.High,
                "doc",
                key.TryGetProperty("group", out var group) ? group.GetString() : null,
                key.TryGetProperty("order", out var order) ? order.GetInt32() : -1,
                Width.None,
                null,
                key.TryGetProperty("dependents", out var dependents) ? [.. Texts(dependents)] : null,
                key.TryGetProperty("recommender", out var recommender) ? new DataRecommender(recommender) : null);
        }

        return definition;
    }

    public static IValidator ValidatorOf(JsonElement validator)
    {
        var kind = validator.GetProperty("kind").GetString();
        var values = validator.TryGetProperty("values", out var listed) ? Texts(listed).ToArray() : [];
        return kind switch
        {
            "Range" => Range(Number(validator, "min")!, Number(validator, "max")),
            "ValidString" => ValidString.In(values),
            "CaseInsensitiveValidString" => CaseInsensitiveValidString.In(values),
            "NonEmptyString" => new NonEmptyString(),
            "NonNullValidator" => new NonNullValidator(),
            "NonEmptyStringWithoutControlChars" => new NonEmptyStringWithoutControlChars(),
            "ListSize" => ListSize.AtMost(validator.GetProperty("max").GetInt32()),
            "ValidList.in" => validator.TryGetProperty("emptyAllowed", out var empty)
                ? ValidList.In(empty.GetBoolean(), values)
                : ValidList.In(values),
            "ValidList.anyNonDuplicateValues" => ValidList.AnyNonDuplicateValues(
                validator.GetProperty("emptyAllowed").GetBoolean(), validator.GetProperty("nullAllowed").GetBoolean()),
            "CompositeValidator" => CompositeValidator.Of([.. Texts(validator.GetProperty("of")).Select(Named)]),
            _ => throw new InvalidDataException($"Unknown validator {kind}"),
        };
    }

    // The parts of a composite are written as texts: NonEmptyString, ValidString[a,bb,], Range[5,].
    private static IValidator Named(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var arguments = open < 0 ? [] : text[(open + 1)..^1].Split(',');
        return (open < 0 ? text : text[..open]) switch
        {
            "NonEmptyString" => new NonEmptyString(),
            "ValidString" => ValidString.In(arguments),
            "Range" => Range(arguments[0], arguments[1].Length == 0 ? null : arguments[1]),
            _ => throw new InvalidDataException($"Unknown validator {text}"),
        };
    }

    private static ValidRange Range(string min, string? max) =>
        min.Contains('.', StringComparison.Ordinal)
            ? Range(double.Parse(min, CultureInfo.InvariantCulture), max is null ? null : double.Parse(max, CultureInfo.InvariantCulture))
            : Range(int.Parse(min, CultureInfo.InvariantCulture), max is null ? null : int.Parse(max, CultureInfo.InvariantCulture));

    private static ValidRange Range<T>(T min, T? max)
        where T : struct, IConvertible => max is { } most ? ValidRange.Between(min, most) : ValidRange.AtLeast(min);

    private static string? Number(JsonElement validator, string name) => validator.TryGetProperty(name, out var number) ? number.GetRawText() : null;

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    /// <summary>Recommends fixed values, and shows the setting while another has some value.</summary>
    private sealed class DataRecommender(JsonElement data) : IRecommender
    {
        public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings) =>
        [
            .. data.GetProperty("values").EnumerateArray()
                .Select(value => value.ValueKind == JsonValueKind.Number ? (object?)value.GetInt32() : value.GetString()),
        ];

        public bool Visible(string name, IReadOnlyDictionary<string, object?> parsedSettings) =>
            !data.TryGetProperty("visibleWhen", out var other)
            || Equals(parsedSettings.GetValueOrDefault(other.GetString()!), data.GetProperty("equals").GetString());
    }
}
