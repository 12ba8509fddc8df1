using System.Text;
using Connect.Abi.Errors;

namespace Connect.Plugins.Transforms.Fields;

/// <summary>
/// The names that lead from a struct or map to a field in it. In syntax V1 a path is one name; in V2 names are separated by dots, and
/// a name with dots stands between backticks. Immutable.
/// </summary>
internal static class FieldPath
{
    /// <summary>Reads a path.</summary>
    /// <param name="text">The path.</param>
    /// <param name="nested">Whether the syntax is V2.</param>
    /// <returns>The names; none for an empty path in V2.</returns>
    /// <exception cref="ConfigException">A backtick has no partner.</exception>
    public static string[] Parse(string text, bool nested)
    {
        if (!nested)
        {
            return [text];
        }

        var steps = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '`')
            {
                steps.Add(Quoted(text, ref at));
                continue;
            }

            var dot = text.IndexOf('.', at);
            steps.Add(dot < 0 ? text[at..] : text[at..dot]);
            at = dot < 0 ? text.Length : dot + 1;
        }

        if (text.EndsWith('.'))
        {
            steps.Add(string.Empty);
        }

        return [.. steps];
    }

    /// <summary>
    /// A name between backticks. Only a backtick before a dot or at the end closes it; one of those is part of the name where a
    /// backslash stands before it.
    /// </summary>
    private static string Quoted(string text, ref int at)
    {
        var opening = at++;
        var start = at;
        var name = new StringBuilder();
        while (true)
        {
            at = text.IndexOf('`', at);
            var escaped = at > 0 && text[at - 1] == '\\';
            if (at < 0 || (at == text.Length - 1 && escaped))
            {
                throw new ConfigException(
                    $"Incomplete backtick pair in path: [{text}], consider adding a backslash before backtick at position {opening} to escape it");
            }

            if (at < text.Length - 1 && text[at + 1] != '.')
            {
                at++;
            }
            else if (escaped)
            {
                name.Append(text, start, at - 1 - start).Append('`');
                start = ++at;
            }
            else
            {
                name.Append(text, start, at - start);
                at = Math.Min(at + 2, text.Length);
                return name.ToString();
            }
        }
    }
}
