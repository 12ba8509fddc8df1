using System.Globalization;

namespace Connect.Plugins.Transforms.Patterns;

/// <summary>
/// Reads a class in square brackets with its unions and intersections (<c>[a-z&amp;&amp;[^x]]</c>), or an escape that stands for one
/// or more characters.
/// </summary>
/// <param name="source">The expression.</param>
/// <param name="start">Where the class or the escape begins.</param>
/// <param name="flags">What counts there.</param>
internal sealed class JavaCharSetParser(string source, int start, JavaPatternFlags flags)
{
    private int at = start;

    /// <summary>Reads a class.</summary>
    /// <param name="end">Behind its closing bracket.</param>
    public string Parse(out int end)
    {
        at++;
        var negated = Take('^');
        var text = Content().ToClass(negated);
        end = at;
        return text;
    }

    /// <summary>Reads an escape outside of a class.</summary>
    /// <param name="end">Behind it.</param>
    public string ParseEscape(out int end)
    {
        at++;
        var set = Escape(out var single);
        end = at;
        return set is null ? JavaCharSet.Escape(single) : set.ToClass(negated: false);
    }

    private FormatException Wrong(string what) => new($"The regular expression '{source}' {what}.");

    private bool Take(char c)
    {
        if (at >= source.Length || source[at] != c)
        {
            return false;
        }

        at++;
        return true;
    }

    private bool Ahead(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    /// <summary>The rest of a class, to its closing bracket.</summary>
    private JavaCharSet Content()
    {
        var set = new JavaCharSet();
        for (var first = true; ; first = false)
        {
            if (at >= source.Length)
            {
                throw Wrong("has a '[' without its ']'");
            }

            if (!first && Take(']'))
            {
                return set;
            }

            if (Ahead("&&"))
            {
                at += 2;
                var right = Content();
                if (first)
                {
                    return right;
                }

                set.Intersect(right);
                return set;
            }

            Member(set);
        }
    }

    private void Member(JavaCharSet set)
    {
        if ((flags & JavaPatternFlags.Comments) != 0 && char.IsWhiteSpace(source[at]))
        {
            at++;
        }
        else if (Take('['))
        {
            var negated = Take('^');
            var nested = Content();
            set.Add(negated ? nested.Invert() : nested);
        }
        else if (Ahead(@"\Q"))
        {
            var end = source.IndexOf(@"\E", at, StringComparison.Ordinal);
            foreach (var c in source.AsSpan(at + 2, (end < 0 ? source.Length : end) - at - 2))
            {
                set.Add(c, c);
            }

            at = end < 0 ? source.Length : end + 2;
        }
        else if (One(out var from) is { } several)
        {
            set.Add(several);
        }
        else
        {
            Range(set, from);
        }
    }

    private void Range(JavaCharSet set, int from)
    {
        var to = from;
        if (at + 1 < source.Length && source[at] == '-' && source[at + 1] is not (']' or '['))
        {
            at++;
            if (One(out to) is not null || to < from)
            {
                throw Wrong($"has a range in a class that does not run from a lower to a higher character, before {at}");
            }
        }

        set.Add(from, to);
    }

    private JavaCharSet? One(out int single)
    {
        if (Take('\\'))
        {
            return Escape(out single);
        }

        single = source[at++];
        return null;
    }

    /// <summary>What follows a backslash: a set, or null and a single character.</summary>
    private JavaCharSet? Escape(out int single)
    {
        single = 0;
        if (at >= source.Length)
        {
            throw Wrong("ends with a backslash; a backslash itself is written \\\\");
        }

        var c = source[at++];
        switch (c)
        {
            case 'd' or 'w' or 's' or 'h' or 'v':
                return JavaCharClasses.Short(c, flags);
            case 'D' or 'W' or 'S' or 'H' or 'V':
                return JavaCharClasses.Short(char.ToLowerInvariant(c), flags).Invert();
            case 'p' or 'P':
                var name = PropertyName();
                var set = JavaCharClasses.Property(name)
                    ?? throw Wrong($"uses \\{c}{{{name}}}, a set of characters that is not known here");
                return c == 'P' ? set.Invert() : set;
            default:
                single = SingleEscape(c);
                return null;
        }
    }

    private int SingleEscape(char c)
    {
        switch (c)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'a':
                return '\a';
            case 'e':
                return 0x1B;
            case 'c' when at < source.Length:
                return source[at++] ^ 64;
            case '0':
                return Octal();
            case 'u':
                return Hex(4);
            case 'x':
                return Take('{') ? HexInBraces() : Hex(2);
            default:
                return char.IsAsciiLetterOrDigit(c)
                    ? throw Wrong($"uses the escape \\{c}, which means nothing or is not known here")
                    : c;
        }
    }

    private int Octal()
    {
        var value = 0;
        var from = at;
        while (at < source.Length && at - from < 3 && source[at] is >= '0' and <= '7' && (value * 8) + (source[at] - '0') <= 255)
        {
            value = (value * 8) + (source[at++] - '0');
        }

        return at == from ? throw Wrong("has \\0 without octal digits behind it") : value;
    }

    private int Hex(int length)
    {
        if (at + length > source.Length
            || !int.TryParse(source.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong($"has an escape at {at - 2} that lacks its {length} hexadecimal digits");
        }

        at += length;
        return value;
    }

    private int HexInBraces()
    {
        var end = source.IndexOf('}', at);
        if (end < 0 || !int.TryParse(source.AsSpan(at, end - at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value > char.MaxValue)
        {
            throw Wrong($"has \\x{{…}} at {at - 3} that is not a hexadecimal number up to FFFF");
        }

        at = end + 1;
        return value;
    }

    private string PropertyName()
    {
        if (!Take('{'))
        {
            return at < source.Length ? source[at++].ToString() : throw Wrong("ends with \\p");
        }

        var end = source.IndexOf('}', at);
        if (end < 0)
        {
            throw Wrong("has \\p{ without its '}'");
        }

        var name = source[at..end];
        at = end + 1;
        return name;
    }
}
