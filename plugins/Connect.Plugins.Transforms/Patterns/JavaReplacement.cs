using System.Text;
using System.Text.RegularExpressions;

namespace Connect.Plugins.Transforms.Patterns;

/// <summary>
/// The replacement of a match in Java's syntax: <c>$1</c>, <c>${name}</c>, and a backslash before a character that stands for
/// itself. What is wrong in it shows when it is first used, as in Java. Immutable.
/// </summary>
internal sealed class JavaReplacement
{
    private readonly List<(string Literal, int Group)> parts = [];
    private readonly string? error;

    /// <summary>Reads a replacement.</summary>
    /// <param name="text">The replacement.</param>
    /// <param name="groups">How many groups the pattern has.</param>
    /// <param name="names">The pattern's named groups with their numbers.</param>
    public JavaReplacement(string text, int groups, IReadOnlyDictionary<string, int> names)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length && error is null; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                error = i < text.Length ? null : $"The replacement '{text}' ends with a backslash; a backslash itself is written \\\\.";
                literal.Append(error is null ? text[i] : '\\');
            }
            else if (text[i] == '$')
            {
                parts.Add((literal.ToString(), Group(text, ref i, groups, names, out error)));
                literal.Clear();
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        parts.Add((literal.ToString(), -1));
    }

    /// <summary>The text that stands in the place of a match.</summary>
    /// <param name="match">The match.</param>
    /// <exception cref="FormatException">The replacement refers to a group that is not there, or is malformed.</exception>
    public string Expand(Match match)
    {
        if (error is not null)
        {
            throw new FormatException(error);
        }

        var result = new StringBuilder();
        foreach (var (literal, group) in parts)
        {
            result.Append(literal);
            if (group >= 0)
            {
                result.Append(match.Groups[group].ValueSpan);
            }
        }

        return result.ToString();
    }

    private static int Group(
        string text, ref int at, int groups, IReadOnlyDictionary<string, int> names, out string? error)
    {
        error = null;
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (next == '{')
        {
            var end = text.IndexOf('}', at);
            var name = end < 0 ? text[(at + 2)..] : text[(at + 2)..end];
            if (end < 0 || !names.TryGetValue(name, out var named))
            {
                error = $"The replacement '{text}' refers to the group '{name}', which the regular expression does not have"
                    + (names.Count == 0 ? "." : $"; it has {string.Join(", ", names.Keys)}.");
                return -1;
            }

            at = end;
            return named;
        }

        if (!char.IsAsciiDigit(next))
        {
            error = $"The replacement '{text}' has a $ without a group's number or name; a $ itself is written \\$.";
            return -1;
        }

        var number = next - '0';
        at++;
        if (number > groups)
        {
            error = $"The replacement '{text}' refers to group {number}; the regular expression has {groups}.";
            return -1;
        }

        while (at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (number * 10) + (text[at + 1] - '0') <= groups)
        {
            number = (number * 10) + (text[++at] - '0');
        }

        return number;
    }
}
