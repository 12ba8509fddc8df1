using System.Globalization;
using System.Text;

namespace Connect.Foundation;

/// <summary>
/// Character classes and escapes of Java's dialect. Unions, intersections and negations of classes become look-aheads around simple
/// classes, since .NET knows only subtraction.
/// </summary>
internal static class JavaRegexClass
{
    private const string Any = @"[\s\S]";

    /// <summary>Translates the class that begins at <paramref name="at"/>, and moves behind it.</summary>
    public static string Translate(string pattern, ref int at, bool comments)
    {
        at++;
        var negated = at < pattern.Length && pattern[at] == '^';
        at += negated ? 1 : 0;
        var operands = new List<string>();
        var simple = new StringBuilder();
        var nested = new List<string>();
        var empty = true;
        while (true)
        {
            if (at >= pattern.Length)
            {
                throw Wrong(pattern, at, "a '[' is never closed");
            }

            var c = pattern[at];
            if (c == ']' && !empty)
            {
                at++;
                break;
            }

            if (comments && char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }

            if (c == '&' && string.CompareOrdinal(pattern, at, "&&", 0, 2) == 0)
            {
                at += 2;
                Close(operands, simple, nested);
                continue;
            }

            empty = false;
            if (c == '[')
            {
                nested.Add(Translate(pattern, ref at, comments));
                continue;
            }

            Member(pattern, ref at, simple, nested);
        }

        Close(operands, simple, nested);
        var matched = Intersection(operands);
        return !negated ? matched
            : matched.StartsWith('[') && matched.IndexOf(']') == matched.Length - 1 && matched[1] != '^'
                ? "[^" + matched[1..]
                : $"(?:(?!{matched}){Any})";
    }

    /// <summary>Translates the escape at <paramref name="at"/> into what matches one character, and moves behind it.</summary>
    public static string TranslateEscape(string pattern, ref int at)
    {
        var code = pattern[at + 1];
        var set = Predefined(code);
        if (set is not null)
        {
            at += 2;
            return set;
        }

        if (code is 'p' or 'P')
        {
            return Property(pattern, ref at);
        }

        var rune = Character(pattern, ref at);
        return rune > char.MaxValue ? $"(?:{Quote(char.ConvertFromUtf32(rune))})" : Quote([(char)rune]);
    }

    /// <summary>A text that matches itself, in and outside of a class.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                quoted.Append(c);
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}");
            }
        }

        return quoted.ToString();
    }

    private static void Member(string pattern, ref int at, StringBuilder simple, List<string> nested)
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length)
        {
            if (pattern[at + 1] == 'Q')
            {
                var end = pattern.IndexOf(@"\E", at + 2, StringComparison.Ordinal);
                simple.Append(Quote(pattern.AsSpan((at + 2)..(end < 0 ? pattern.Length : end))));
                at = end < 0 ? pattern.Length : end + 2;
                return;
            }

            if (Predefined(pattern[at + 1]) is not null || pattern[at + 1] is 'p' or 'P')
            {
                nested.Add(TranslateEscape(pattern, ref at));
                return;
            }
        }

        var first = Single(pattern, ref at);
        if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] is not (']' or '['))
        {
            at++;
            var last = Single(pattern, ref at);
            if (last < first)
            {
                throw Wrong(pattern, at, "a range in a class runs backwards");
            }

            simple.Append(Quote([(char)first])).Append('-').Append(Quote([(char)last]));
            return;
        }

        simple.Append(Quote([(char)first]));
    }

    private static int Single(string pattern, ref int at)
    {
        var rune = pattern[at] == '\\' ? Character(pattern, ref at) : pattern[at++];
        return rune > char.MaxValue || char.IsSurrogate((char)rune)
            ? throw Wrong(pattern, at, "characters beyond U+FFFF in a class are not supported here")
            : rune;
    }

    private static void Close(List<string> operands, StringBuilder simple, List<string> nested)
    {
        var parts = new List<string>(nested);
        if (simple.Length > 0)
        {
            parts.Insert(0, $"[{simple}]");
        }

        if (parts.Count > 0)
        {
            operands.Add(parts.Count == 1 ? parts[0] : $"(?:{string.Join('|', parts)})");
        }

        simple.Clear();
        nested.Clear();
    }

    private static string Intersection(List<string> operands)
    {
        if (operands.Count == 1)
        {
            return operands[0];
        }

        var joined = new StringBuilder("(?:");
        for (var i = 0; i < operands.Count - 1; i++)
        {
            joined.Append("(?=").Append(operands[i]).Append(')');
        }

        return joined.Append(operands[^1]).Append(')').ToString();
    }

    // Classes of one letter mean ASCII in Java.
    private static string? Predefined(char code) => code switch
    {
        'd' => "[0-9]",
        'D' => "[^0-9]",
        'w' => "[a-zA-Z0-9_]",
        'W' => "[^a-zA-Z0-9_]",
        's' => @"[ \t\n\u000B\f\r]",
        'S' => @"[^ \t\n\u000B\f\r]",
        'h' => @"[ \t\u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]",
        'H' => @"[^ \t\u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]",
        'v' => @"[\n\u000B\f\r\u0085\u2028\u2029]",
        'V' => @"[^\n\u000B\f\r\u0085\u2028\u2029]",
        _ => null,
    };

    private static string Property(string pattern, ref int at)
    {
        var negated = pattern[at + 1] == 'P';
        string name;
        if (at + 2 < pattern.Length && pattern[at + 2] == '{')
        {
            var end = pattern.IndexOf('}', at);
            name = end < 0 ? throw Wrong(pattern, at, "a '\\p{' is never closed") : pattern[(at + 3)..end];
            at = end + 1;
        }
        else
        {
            name = at + 2 < pattern.Length ? pattern[(at + 2)..(at + 3)] : throw Wrong(pattern, at, "a '\\p' has no name");
            at += 3;
        }

        var ranges = name switch
        {
            "Lower" => "a-z",
            "Upper" => "A-Z",
            "ASCII" => @"\u0000-\u007F",
            "Alpha" => "a-zA-Z",
            "Digit" => "0-9",
            "Alnum" => "a-zA-Z0-9",
            "Punct" => @"!-/:-@\[-`{-~",
            "Graph" => "!-~",
            "Print" => " -~",
            "Blank" => @" \t",
            "Cntrl" => @"\u0000-\u001F\u007F",
            "XDigit" => "0-9a-fA-F",
            "Space" => @" \t\n\u000B\f\r",
            "javaLowerCase" or "IsLowercase" => @"\p{Ll}",
            "javaUpperCase" or "IsUppercase" => @"\p{Lu}",
            "javaLetter" or "IsLetter" or "IsAlphabetic" => @"\p{L}",
            "javaDigit" or "IsDigit" => @"\p{Nd}",
            "javaLetterOrDigit" => @"\p{L}\p{Nd}",
            "javaWhitespace" => @"\t-\r\u001C-\u001F\p{Z}-[\u00A0\u2007\u202F]",
            _ => Category(name) is { } category ? $@"\p{{{category}}}"
                : throw Wrong(pattern, at, $"the property \\p{{{name}}} is not supported here"),
        };
        return (negated ? "[^" : "[") + ranges + "]";
    }

    private static string? Category(string name)
    {
        name = name.StartsWith("Is", StringComparison.Ordinal) ? name[2..]
            : name.StartsWith("general_category=", StringComparison.OrdinalIgnoreCase) ? name[17..]
            : name.StartsWith("gc=", StringComparison.OrdinalIgnoreCase) ? name[3..]
            : name;
        return name is "L" or "Lu" or "Ll" or "Lt" or "Lm" or "Lo" or "M" or "Mn" or "Mc" or "Me" or "N" or "Nd" or "Nl" or "No" or
            "P" or "Pc" or "Pd" or "Ps" or "Pe" or "Pi" or "Pf" or "Po" or "S" or "Sm" or "Sc" or "Sk" or "So" or
            "Z" or "Zs" or "Zl" or "Zp" or "C" or "Cc" or "Cf" or "Cs" or "Co" or "Cn" ? name : null;
    }

    private static int Character(string pattern, ref int at)
    {
        var code = at + 1 < pattern.Length ? pattern[at + 1] : throw Wrong(pattern, at, "a '\\' ends the expression");
        at += 2;
        switch (code)
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
                return '\u001B';
            case 'c' when at < pattern.Length:
                return pattern[at++] ^ 64;
            case 'x' when at < pattern.Length && pattern[at] == '{':
                var end = pattern.IndexOf('}', at);
                var braced = end < 0 ? -1 : Digits(pattern, at + 1, end - at - 1, 16);
                at = end + 1;
                return braced is >= 0 and <= 0x10FFFF ? braced : throw Wrong(pattern, at, "\\x{ is followed by hexadecimal digits and '}'");
            case 'x' or 'u':
                var length = code == 'x' ? 2 : 4;
                var number = Digits(pattern, at, length, 16);
                at += length;
                return number >= 0 ? number : throw Wrong(pattern, at, $"\\{code} is followed by {length} hexadecimal digits");
            case '0':
                var octal = 0;
                var digits = 0;
                while (digits < 3 && at < pattern.Length && pattern[at] is >= '0' and <= '7' && (octal * 8) + pattern[at] - '0' <= 255)
                {
                    octal = (octal * 8) + pattern[at++] - '0';
                    digits++;
                }

                return digits > 0 ? octal : throw Wrong(pattern, at, "\\0 is followed by octal digits");
            default:
                return char.IsAsciiLetterOrDigit(code) ? throw Wrong(pattern, at, $"\\{code} is not an escape that is known") : code;
        }
    }

    private static int Digits(string pattern, int start, int length, int radix) =>
        length is > 0 and <= 6 && start + length <= pattern.Length && pattern.AsSpan(start, length).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0
            ? Convert.ToInt32(pattern.Substring(start, length), radix)
            : -1;

    private static FormatException Wrong(string pattern, int at, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{pattern}' is not a regular expression: {why} (at character {at + 1})"));
}
