using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Plugins.Transforms.Patterns;

namespace Connect.Plugins.Transforms.Settings;

/// <summary>What settings of transformations must be. Stateless.</summary>
internal static class SettingRules
{
    /// <summary>A regular expression in Java's dialect.</summary>
    public static IValidator Pattern { get; } = LambdaValidator.With(CheckPattern, static () => "valid regex");

    /// <summary>A list with at least one element.</summary>
    public static IValidator NonEmptyList { get; } = LambdaValidator.With(CheckList, static () => "non-empty list");

    /// <summary>A list of pairs with a colon between.</summary>
    /// <param name="check">Reads the list; throws where it can't be read.</param>
    public static IValidator Pairs(Action<IReadOnlyList<string>> check) => LambdaValidator.With(
        (name, value) => check(value as IReadOnlyList<string> ?? throw new ConfigException(name, value, "A list is needed here")),
        static () => "list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>");

    private static void CheckPattern(string name, object? value)
    {
        try
        {
            _ = JavaPattern.Parse(value as string ?? throw new ConfigException(name, value, "A regular expression is needed here"));
        }
        catch (FormatException e)
        {
            throw new ConfigException(name, value, "Invalid regex: " + e.Message);
        }
    }

    private static void CheckList(string name, object? value)
    {
        if (value is not IReadOnlyCollection<string> { Count: > 0 })
        {
            throw new ConfigException(name, value is null ? null : "[]", "Empty list");
        }
    }
}
