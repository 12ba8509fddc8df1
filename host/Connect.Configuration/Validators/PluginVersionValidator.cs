using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Validators;

/// <summary>Takes a version, <c>latest</c> or a range such as <c>[1.0,2.0)</c>; null and blank mean any. Which versions there are is for the catalogue to say.</summary>
internal sealed class PluginVersionValidator : IValidator
{
    public void EnsureValid(string name, object? value)
    {
        if (value is string text && !string.IsNullOrWhiteSpace(text) && !IsRange(text.Trim()))
        {
            throw new ConfigException(
                name, text, "Expected a version such as 1.4.0, 'latest', or ranges such as [1.0,2.0) or (,1.0],[1.2,)");
        }
    }

    public override string ToString() => "a version, 'latest' or version ranges";

    private static bool IsRange(string text)
    {
        if (text.IndexOfAny(['[', ']', '(', ')', ',']) < 0)
        {
            return !text.Any(char.IsWhiteSpace);
        }

        var at = 0;
        while (at < text.Length)
        {
            if (text[at] is not ('[' or '('))
            {
                return false;
            }

            var end = text.IndexOfAny([']', ')'], at);
            var inside = end < 0 ? "(" : text[(at + 1)..end];
            var commas = inside.Count(c => c == ',');
            if (inside.IndexOfAny(['[', '(']) >= 0 || commas > 1 || (commas == 0 && (inside.Trim().Length == 0 || text[at] == '(' || text[end] == ')')))
            {
                return false;
            }

            at = end + 1;
            if (at < text.Length && text[at++] != ',')
            {
                return false;
            }
        }

        return !text.EndsWith(',');
    }
}
