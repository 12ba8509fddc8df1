using System.Collections;
using System.Globalization;
using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>How settings are parsed and checked against a definition.</summary>
internal static class ConfigParsing
{
    public static Dictionary<string, object?> Parse<TValue>(ConfigDef definition, IReadOnlyDictionary<string, TValue> settings)
        where TValue : class?
    {
        var undefined = UndefinedDependents(definition);
        if (undefined.Count > 0)
        {
            throw new ConfigException(
                $"Some settings are named as dependents of others, but not defined: {string.Join(",", undefined)}");
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var key in definition.ConfigKeys.Values)
        {
            object? value;
            if (settings.TryGetValue(key.Name, out var given))
            {
                value = ParseType(key.Name, given, key.Type);
            }
            else if (!key.HasDefault)
            {
                throw new ConfigException(Missing(key));
            }
            else
            {
                value = key.DefaultValue;
            }

            value = WithoutDuplicates(key, value);
            key.Validator?.EnsureValid(key.Name, value);
            values[key.Name] = value;
        }

        return values;
    }

    public static OrderedDictionary<string, ConfigValue> Validate<TValue>(
        ConfigDef definition, IReadOnlyDictionary<string, TValue> settings)
        where TValue : class?
    {
        var results = new OrderedDictionary<string, ConfigValue>(StringComparer.Ordinal);
        foreach (var name in definition.Names)
        {
            results.Add(name, new ConfigValue(name));
        }

        foreach (var name in UndefinedDependents(definition))
        {
            var result = new ConfigValue(name) { Visible = false };
            result.AddErrorMessage($"{name} is referred in the dependents, but not defined.");
            results.Add(name, result);
        }

        // A setting is reached through those that it depends on; one that depends only on itself in a circle is never reached.
        var roots = Roots(definition);
        var parsed = new Dictionary<string, object?>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in roots)
        {
            ParseTree(definition, name, settings, parsed, results, seen);
        }

        seen.Clear();
        foreach (var name in roots)
        {
            RecommendTree(definition, name, parsed, results, seen);
        }

        return results;
    }

    public static object? ParseType(string name, object? value, ConfigType type)
    {
        if (value is null)
        {
            return null;
        }

        var text = value is string given ? ConfigText.Trim(given) : null;
        switch (type)
        {
            case ConfigType.Boolean:
                return value is bool ? value
                    : "true".Equals(text, StringComparison.OrdinalIgnoreCase) ? true
                    : "false".Equals(text, StringComparison.OrdinalIgnoreCase) ? false
                    : throw Invalid(name, value, type, "Expected value to be either true or false");
            case ConfigType.Password:
                return value is Password ? value
                    : text is not null ? new Password(text)
                    : throw Invalid(name, value, type, $"Expected value to be a string, but it was a {value.GetType()}");
            case ConfigType.String:
                return text ?? throw Invalid(name, value, type, $"Expected value to be a string, but it was a {value.GetType()}");
            case ConfigType.Int:
                return value is int ? value
                    : text is not null ? (int)Whole(name, value, text, type, int.MinValue, int.MaxValue)
                    : throw Invalid(name, value, type, $"Expected value to be a 32-bit integer, but it was a {value.GetType()}");
            case ConfigType.Short:
                return value is short ? value
                    : text is not null ? (short)Whole(name, value, text, type, short.MinValue, short.MaxValue)
                    : throw Invalid(name, value, type, $"Expected value to be a 16-bit integer (short), but it was a {value.GetType()}");
            case ConfigType.Long:
                return value is long ? value
                    : value is int number ? (long)number
                    : text is not null ? Whole(name, value, text, type, long.MinValue, long.MaxValue)
                    : throw Invalid(name, value, type, $"Expected value to be a 64-bit integer (long), but it was a {value.GetType()}");
            case ConfigType.Double:
                if (text is not null)
                {
                    return ConfigText.TryParseDouble(text, out var parsed) ? parsed : throw Invalid(name, value, type, "Not a number of type DOUBLE");
                }

                return value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
                    ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
                    : throw Invalid(name, value, type, $"Expected value to be a double, but it was a {value.GetType()}");
            case ConfigType.List:
                return value is IReadOnlyList<object?> or IList ? value
                    : text is null ? throw Invalid(name, value, type, "Expected a comma separated list.")
                    : text.Length == 0 ? Array.Empty<string>()
                    : Items(text);
            case ConfigType.Class:
                return value is Type ? value
                    : text is null ? throw Invalid(name, value, type, "Expected a Class instance or class name.")
                    : IsClassName(text) ? text
                    : throw Invalid(name, value, type, $"Class {value} could not be found.");
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type of setting.");
        }
    }

    public static string? ConvertToString(object? value, ConfigType? type) => value switch
    {
        null => null,
        IEnumerable list when type == ConfigType.List => string.Join(",", list.Cast<object?>().Select(ConfigText.Show)),
        _ => ConfigText.Show(value),
    };

    private static string Missing(ConfigKey key) => $"Missing required configuration \"{key.Name}\" which has no default value.";

    private static ConfigException Invalid(string name, object value, ConfigType type, string why) =>
        new(name, type == ConfigType.Password ? Password.Hidden : ConfigText.Show(value), why);

    private static long Whole(string name, object value, string text, ConfigType type, long min, long max) =>
        ConfigText.TryParseWhole(text, min, max, out var number)
            ? number
            : throw Invalid(name, value, type, $"Not a number of type {type.ToString().ToUpperInvariant()}");

    // What no class can be called is refused here; whether one of that name exists is for the one who loads it to say.
    private static bool IsClassName(string text)
    {
        var atStart = true;
        foreach (var c in text)
        {
            if (atStart ? !(char.IsLetter(c) || c is '_' or '$') : !(char.IsLetterOrDigit(c) || c is '_' or '$' or '.' or '+' or '`' or '-'))
            {
                return false;
            }

            atStart = c is '.' or '+';
        }

        return !atStart;
    }

    private static string[] Items(string text)
    {
        var items = text.Split(',');
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = items[i].Trim(' ', '\t', '\n', '\v', '\f', '\r');
        }

        return items;
    }

    // Duplicates in a list that may hold none are dropped rather than refused, where the whole configuration is parsed.
    private static object? WithoutDuplicates(ConfigKey key, object? value)
    {
        if (key.Validator is not ValidList || value is not IEnumerable items)
        {
            return value;
        }

        var all = items.Cast<object?>().ToList();
        var distinct = all.Distinct().ToList();
        return distinct.Count == all.Count ? value
            : distinct.TrueForAll(item => item is string) ? distinct.ConvertAll(item => (string)item!)
            : distinct;
    }

    private static List<string> UndefinedDependents(ConfigDef definition) =>
    [
        .. definition.ConfigKeys.Values.SelectMany(key => key.Dependents)
            .Where(name => !definition.ConfigKeys.ContainsKey(name))
            .Distinct(StringComparer.Ordinal),
    ];

    private static List<string> Roots(ConfigDef definition)
    {
        var children = definition.ConfigKeys.Values.SelectMany(key => key.Dependents).ToHashSet(StringComparer.Ordinal);
        return [.. definition.Names.Where(name => !children.Contains(name))];
    }

    private static void ParseTree<TValue>(
        ConfigDef definition,
        string name,
        IReadOnlyDictionary<string, TValue> settings,
        Dictionary<string, object?> parsed,
        OrderedDictionary<string, ConfigValue> results,
        HashSet<string> seen)
        where TValue : class?
    {
        if (!definition.ConfigKeys.TryGetValue(name, out var key) || !seen.Add(name))
        {
            return;
        }

        var result = results[name];
        object? value = null;
        if (settings.TryGetValue(name, out var given))
        {
            Collect(result, () => value = ParseType(name, given, key.Type));
        }
        else if (!key.HasDefault)
        {
            result.AddErrorMessage(Missing(key));
        }
        else
        {
            value = key.DefaultValue;
        }

        value = WithoutDuplicates(key, value);
        if (key.Validator is { } validator)
        {
            Collect(result, () => validator.EnsureValid(name, value));
        }

        result.Value = value;
        parsed[name] = value;
        foreach (var dependent in key.Dependents)
        {
            ParseTree(definition, dependent, settings, parsed, results, seen);
        }
    }

    private static void RecommendTree(
        ConfigDef definition,
        string name,
        Dictionary<string, object?> parsed,
        OrderedDictionary<string, ConfigValue> results,
        HashSet<string> seen)
    {
        if (!definition.ConfigKeys.TryGetValue(name, out var key) || !seen.Add(name))
        {
            return;
        }

        if (key.Recommender is { } recommender)
        {
            var result = results[name];
            Collect(result, () =>
            {
                result.RecommendedValues = recommender.ValidValues(name, parsed);
                result.Visible = recommender.Visible(name, parsed);
            });
        }

        foreach (var dependent in key.Dependents)
        {
            RecommendTree(definition, dependent, parsed, results, seen);
        }
    }

    private static void Collect(ConfigValue result, Action step)
    {
        try
        {
            step();
        }
        catch (ConfigException refusal)
        {
            result.AddErrorMessage(refusal.Message);
        }
    }
}
