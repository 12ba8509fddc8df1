using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Validators;

/// <summary>Takes rules for headers of answers: <c>set|add|setDate|addDate NAME:VALUE</c>, separated by commas, quoted where they hold one.</summary>
internal sealed class ResponseHttpHeadersValidator : IValidator
{
    private static readonly string[] Actions = ["set", "add", "setDate", "addDate"];

    public void EnsureValid(string name, object? value)
    {
        if (value is string text)
        {
            Parse(text);
        }
    }

    public override string ToString() =>
        "Comma-separated header rules, where each header rule is of the form '[action] [header name]:[header value]' " +
        "and optionally surrounded by double quotes if any part of a header rule contains a comma";

    /// <summary>The rules as action, name and value.</summary>
    public static List<(string Action, string Name, string Value)> Parse(string text)
    {
        var rules = new List<(string, string, string)>();
        if (string.IsNullOrWhiteSpace(text))
        {
            return rules;
        }

        foreach (var rule in Split(text))
        {
            var words = rule.Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2)
            {
                throw new ConfigException($"Invalid format of header config '{rule}'. Expected: '[action] [header name]:[header value]'");
            }

            var action = Array.Find(Actions, known => known.Equals(words[0], StringComparison.OrdinalIgnoreCase)) ??
                throw new ConfigException($"Invalid header config action: '{words[0]}'. Expected one of [{string.Join(", ", Actions)}]");
            var colon = words[1].IndexOf(':');
            if (colon < 0 || colon == words[1].Length - 1)
            {
                throw new ConfigException(
                    $"Invalid format of header name and header value pair '{words[1]}'. Expected: '[header name]:[header value]'");
            }

            var name = words[1][..colon].Trim();
            if (name.Length == 0 || name.Any(char.IsWhiteSpace))
            {
                throw new ConfigException($"Invalid header name '{name}'. The '[header name]' cannot contain whitespace");
            }

            rules.Add((action, name, words[1][(colon + 1)..].Trim()));
        }

        return rules;
    }

    private static List<string> Split(string text)
    {
        var rules = new List<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (i == text.Length || (text[i] == ',' && !quoted))
            {
                rules.Add(text[start..i].Trim().Trim('"'));
                start = i + 1;
            }
        }

        return rules;
    }
}
