using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Connect.Broker.Kafka.Settings;

/// <summary>One login module of a JAAS configuration: its class and its options.</summary>
internal sealed record JaasConfig(string Module, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Parses <c>Class flag name="value" … ;</c>, the form of <c>sasl.jaas.config</c>.</summary>
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
