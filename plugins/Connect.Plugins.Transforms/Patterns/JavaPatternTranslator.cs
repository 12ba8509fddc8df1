using System.Globalization;
using System.Text;

namespace Connect.Plugins.Transforms.Patterns;

/// <summary>What came of a translation.</summary>
/// <param name="Text">The expression in .NET's dialect, to be compiled without options.</param>
/// <param name="Groups">How many groups it has.</param>
/// <param name="GroupNames">The named ones with their numbers.</param>
internal sealed record JavaPatternTranslation(string Text, int Groups, IReadOnlyDictionary<string, int> GroupNames);

/// <summary>
/// Translates a <c>java.util.regex</c> expression into .NET's dialect: possessive quantifiers become atomic groups, classes become
/// plain sets of characters, named groups become numbered ones, quoted text is escaped, and what the two dialects write alike but
/// mean otherwise is spelled out. What has no counterpart is refused by name.
/// </summary>
/// <param name="source">The expression.</param>
internal sealed class JavaPatternTranslator(string source)
{
    private const string LineEnd = @"\n\r\u0085\u2028\u2029";

    private readonly StringBuilder output = new();
    private readonly Dictionary<string, int> names = [];
    private int groups;
    private int at;
    private JavaPatternFlags flags;

    /// <summary>Translates.</summary>
    /// <exception cref="FormatException">The expression is malformed or has no counterpart.</exception>
    public JavaPatternTranslation Translate()
    {
        Alternatives();
        return at < source.Length
            ? throw Wrong("has a ')' without its '('")
            : new JavaPatternTranslation(output.ToString(), groups, names);
    }

    private static string Literal(char c) => char.IsAsciiLetterOrDigit(c) ? c.ToString() : JavaCharSet.Escape(c);

    private FormatException Wrong(string what) => new($"The regular expression '{source}' {what}.");

    private bool Has(JavaPatternFlags flag) => (flags & flag) != 0;

    private bool Take(string text)
    {
        if (string.CompareOrdinal(source, at, text, 0, text.Length) != 0)
        {
            return false;
        }

        at += text.Length;
        return true;
    }

    /// <summary>Everything to the end or to the parenthesis that closes the group.</summary>
    private void Alternatives()
    {
        var outer = flags;
        while (at < source.Length && source[at] != ')')
        {
            var c = source[at];
            if (c == '|')
            {
                at++;
                output.Append('|');
            }
            else if (Has(JavaPatternFlags.Comments) && (char.IsWhiteSpace(c) || c == '#'))
            {
                SkipComment(c);
            }
            else
            {
                var start = output.Length;
                if (Atom())
                {
                    Quantifier(start);
                }
            }
        }

        flags = outer;
    }

    private void SkipComment(char c)
    {
        at++;
        while (c == '#' && at < source.Length && source[at] is not ('\n' or '\r'))
        {
            at++;
        }
    }

    /// <summary>One piece; false for one that can't be repeated.</summary>
    private bool Atom()
    {
        var c = source[at++];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                output.Append(new JavaCharSetParser(source, at - 1, flags).Parse(out at));
                return true;
            case '\\':
                return Escape();
            case '.':
                output.Append(Has(JavaPatternFlags.DotAll) ? @"[\s\S]" : Has(JavaPatternFlags.UnixLines) ? @"[^\n]" : $"[^{LineEnd}]");
                return true;
            case '^':
                output.Append(Has(JavaPatternFlags.Multiline) ? $@"(?:\A|(?<=[{LineEnd}])(?!\z))" : @"\A");
                return true;
            case '$':
                output.Append(Has(JavaPatternFlags.Multiline) ? $@"(?=[{LineEnd}]|\z)" : $@"(?=(?:\r\n|[{LineEnd}])?\z)");
                return true;
            case '*' or '+' or '?':
                throw Wrong($"has a '{c}' at {at - 1} with nothing before it to repeat");
            case '{':
                throw Wrong($"has a '{{' at {at - 1} that is no repetition; the character itself is written \\{{");
            default:
                output.Append(Literal(c));
                return true;
        }
    }

    private bool Group()
    {
        if (!Take("?"))
        {
            groups++;
            output.Append('(');
            Close();
            return true;
        }

        foreach (var kind in (ReadOnlySpan<string>)[":", "=", "!", ">", "<=", "<!"])
        {
            if (Take(kind))
            {
                output.Append("(?").Append(kind);
                Close();
                return true;
            }
        }

        return Take("<") ? NamedGroup() : InlineFlags();
    }

    private bool NamedGroup()
    {
        var end = source.IndexOf('>', at);
        var name = end < 0 ? string.Empty : source[at..end];
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit) || !names.TryAdd(name, ++groups))
        {
            throw Wrong($"has a group at {at} whose name is missing, taken or not made of letters and digits");
        }

        at = end + 1;
        output.Append('(');
        Close();
        return true;
    }

    private void Close()
    {
        Alternatives();
        if (!Take(")"))
        {
            throw Wrong("has a '(' without its ')'");
        }

        output.Append(')');
    }

    private bool InlineFlags()
    {
        var outer = flags;
        var on = true;
        for (; at < source.Length && source[at] is not (')' or ':'); at++)
        {
            if (source[at] == '-')
            {
                on = false;
                continue;
            }

            var flag = source[at] switch
            {
                'i' => JavaPatternFlags.IgnoreCase,
                'm' => JavaPatternFlags.Multiline,
                's' => JavaPatternFlags.DotAll,
                'x' => JavaPatternFlags.Comments,
                'd' => JavaPatternFlags.UnixLines,
                'u' => JavaPatternFlags.None,
                'U' => JavaPatternFlags.UnicodeClasses,
                var other => throw Wrong($"has the unknown inline modifier '{other}'"),
            };
            flags = on ? flags | flag : flags & ~flag;
        }

        var modifier = Has(JavaPatternFlags.IgnoreCase) ? "(?i" : "(?-i";
        if (Take(":"))
        {
            output.Append(modifier).Append(':');
            Close();
            flags = outer;
            return true;
        }

        if (!Take(")"))
        {
            throw Wrong("has a '(' without its ')'");
        }

        output.Append(modifier).Append(')');
        return false;
    }

    private bool Escape()
    {
        if (at >= source.Length)
        {
            throw Wrong("ends with a backslash; a backslash itself is written \\\\");
        }

        var c = source[at];
        if (c == 'Q')
        {
            return Quoted();
        }

        if (c is >= '1' and <= '9')
        {
            BackReference();
            return true;
        }

        switch (c)
        {
            case 'k' when at + 1 < source.Length && source[at + 1] == '<':
                var end = source.IndexOf('>', at);
                var name = end < 0 ? string.Empty : source[(at + 2)..end];
                output.Append(
                    CultureInfo.InvariantCulture,
                    $@"(?:\{(names.TryGetValue(name, out var number) ? number : throw Wrong($"has no group '{name}'"))})");
                at = end + 1;
                return true;
            case 'R':
                at++;
                output.Append($@"(?:\r\n|[\v\f{LineEnd}])");
                return true;
            case 'b' or 'B' or 'A' or 'G' or 'z':
                at++;
                output.Append('\\').Append(c);
                return true;
            case 'Z':
                at++;
                output.Append($@"(?=(?:\r\n|[{LineEnd}])?\z)");
                return true;
            default:
                output.Append(new JavaCharSetParser(source, at - 1, flags).ParseEscape(out at));
                return true;
        }
    }

    private bool Quoted()
    {
        var end = source.IndexOf(@"\E", at, StringComparison.Ordinal);
        var text = end < 0 ? source[(at + 1)..] : source[(at + 1)..end];
        at = end < 0 ? source.Length : end + 2;

        // Only the last character is what a quantifier behind the quotes would repeat.
        foreach (var c in text.AsSpan(0, Math.Max(0, text.Length - 1)))
        {
            output.Append(Literal(c));
        }

        if (text.Length > 0)
        {
            var start = output.Length;
            output.Append(Literal(text[^1]));
            Quantifier(start);
        }

        return false;
    }

    private void BackReference()
    {
        var number = source[at++] - '0';
        while (at < source.Length && char.IsAsciiDigit(source[at]) && (number * 10) + (source[at] - '0') <= groups)
        {
            number = (number * 10) + (source[at++] - '0');
        }

        // A group that is not there never matches.
        output.Append(number > groups ? "(?!)" : string.Create(CultureInfo.InvariantCulture, $@"(?:\{number})"));
    }

    private void Quantifier(int start)
    {
        while (Has(JavaPatternFlags.Comments) && at < source.Length && (char.IsWhiteSpace(source[at]) || source[at] == '#'))
        {
            SkipComment(source[at]);
        }

        if (at >= source.Length || source[at] is not ('*' or '+' or '?' or '{'))
        {
            return;
        }

        var from = at++;
        if (source[from] == '{')
        {
            Bounds(from);
        }

        output.Append(source, from, at - from);
        if (Take("?"))
        {
            output.Append('?');
        }
        else if (Take("+"))
        {
            output.Insert(start, "(?>").Append(')');
        }
    }

    private void Bounds(int from)
    {
        var end = source.IndexOf('}', at);
        var body = end < 0 ? string.Empty : source[at..end];
        var comma = body.IndexOf(',', StringComparison.Ordinal);
        var low = comma < 0 ? body : body[..comma];
        var high = comma < 0 ? low : body[(comma + 1)..];
        if (!int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out var least)
            || (high.Length > 0 && (!int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most < least)))
        {
            throw Wrong($"has a '{{' at {from} that is no repetition; the character itself is written \\{{");
        }

        at = end + 1;
    }
}

/// <summary>What changes the meaning of what follows.</summary>
[Flags]
internal enum JavaPatternFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>(?i)</summary>
    IgnoreCase = 1,

    /// <summary>(?m)</summary>
    Multiline = 2,

    /// <summary>(?s)</summary>
    DotAll = 4,

    /// <summary>(?x)</summary>
    Comments = 8,

    /// <summary>(?d)</summary>
    UnixLines = 16,

    /// <summary>(?U)</summary>
    UnicodeClasses = 32,
}
