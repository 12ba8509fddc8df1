using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Connect.Foundation;

/// <summary>One login module of a JAAS configuration.</summary>
/// <param name="Module">Its Java class.</param>
/// <param name="Options">Its options by their names; may hold passwords.</param>
public sealed partial record JaasConfig(string Module, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Takes the one login module of a section, <c>Name { Class flag name="value" … ; };</c>, out of a JAAS file.</summary>
    /// <param name="text">The file's text; <c>//</c> and <c>/* */</c> comments are passed over.</param>
    /// <param name="section">The section's name, such as <c>KafkaConnect</c>.</param>
    /// <param name="config">The login module; null when false.</param>
    /// <returns>Whether there is such a section, well-formed and with one module.</returns>
    public static bool TryParseSection(string text, string section, [NotNullWhen(true)] out JaasConfig? config)
    {
        config = null;
        var plain = Comment().Replace(text, static match => match.Value[0] is '"' or '\'' ? match.Value : " ");
        var match = Regex.Match(plain, $$"""(?:^|[\s;}]){{Regex.Escape(section)}}\s*\{(?<module>(?:"[^"]*"|'[^']*'|[^"'}])*)\}\s*;""", RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success && TryParse(match.Groups["module"].Value.Trim(), out config);
    }

    /// <summary>Parses <c>Class flag name="value" … ;</c>, the form of <c>sasl.jaas.config</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="config">The login module; null when false.</param>
    /// <returns>Whether it is well-formed and one module.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out JaasConfig? config)
    {
        config = null;
        var at = 0;
        if (Word(text, ref at) is not { } module || Word(text, ref at) is not { } flag
            || flag.ToLowerInvariant() is not ("required" or "requisite" or "sufficient" or "optional"))
        {
            return false;
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            SkipSpace(text, ref at);
            if (at < text.Length && text[at] == ';')
            {
                at++;
                SkipSpace(text, ref at);

                // A second module would be an ambiguity, as in Java.
                config = at == text.Length ? new JaasConfig(module, options) : null;
                return config is not null;
            }

            if (Word(text, ref at) is not { } name)
            {
                return false;
            }

            SkipSpace(text, ref at);
            if (at >= text.Length || text[at++] != '=')
            {
                return false;
            }

            SkipSpace(text, ref at);
            if (Word(text, ref at) is not { } value)
            {
                return false;
            }

            options[name] = value;
        }
    }

    // Quoted texts too, so that what looks like a comment in one stays.
    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"[^"\n]*"|'[^'\n]*'""", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    /// <summary>A bare or quoted word; null where there is none.</summary>
    private static string? Word(string text, ref int at)
    {
        SkipSpace(text, ref at);
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var quote = text[at++];
            var word = new StringBuilder();
            while (at < text.Length && text[at] != quote)
            {
                if (text[at] == '\\' && at + 1 < text.Length)
                {
                    at++;
                }

                word.Append(text[at++]);
            }

            return at++ < text.Length ? word.ToString() : null;
        }

        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or ';' or '"' or '\''))
        {
            at++;
        }

        return at > start ? text[start..at] : null;
    }
}
