using System.Globalization;

namespace Connect.Plugins.Transforms.Patterns;

/// <summary>The sets of characters that Java's expressions have names for. Stateless.</summary>
internal static class JavaCharClasses
{
    private static readonly string[] Categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps",
        "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    /// <summary>The set that \d, \w, \s, \h or \v stands for.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="flags">Whether Unicode's classes count.</param>
    public static JavaCharSet Short(char letter, JavaPatternFlags flags)
    {
        var unicode = (flags & JavaPatternFlags.UnicodeClasses) != 0;
        return letter switch
        {
            'd' => unicode ? new JavaCharSet().Add(char.IsDigit) : Ascii(char.IsAsciiDigit),
            'w' => unicode
                ? new JavaCharSet().Add(static c => char.IsLetterOrDigit(c) || Category(c) is "Mn" or "Mc" or "Me" or "Pc" or "Nl")
                : Ascii(static c => char.IsAsciiLetterOrDigit(c) || c == '_'),
            's' => unicode ? new JavaCharSet().Add(char.IsWhiteSpace) : Ascii(static c => c is ' ' or (>= '\t' and <= '\r')),
            'h' => new JavaCharSet().Add(static c =>
                c is ' ' or '\t' or '\u00A0' or '\u1680' or '\u180E' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000'),
            _ => new JavaCharSet().Add(static c => c is (>= '\n' and <= '\r') or '\u0085' or '\u2028' or '\u2029'),
        };
    }

    /// <summary>The set of a <c>\p{name}</c>; null for one that is not known.</summary>
    /// <param name="name">The name, as written.</param>
    public static JavaCharSet? Property(string name)
    {
        switch (name)
        {
            case "Lower":
                return Ascii(char.IsAsciiLetterLower);
            case "Upper":
                return Ascii(char.IsAsciiLetterUpper);
            case "ASCII":
                return Ascii(static _ => true);
            case "Alpha":
                return Ascii(char.IsAsciiLetter);
            case "Digit":
                return Ascii(char.IsAsciiDigit);
            case "Alnum":
                return Ascii(char.IsAsciiLetterOrDigit);
            case "Punct":
                return Ascii(static c => c is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit(c));
            case "Graph":
                return Ascii(static c => c is > ' ' and < '\u007F');
            case "Print":
                return Ascii(static c => c is >= ' ' and < '\u007F');
            case "Blank":
                return Ascii(static c => c is ' ' or '\t');
            case "Cntrl":
                return Ascii(static c => c is < ' ' or '\u007F');
            case "XDigit":
                return Ascii(char.IsAsciiHexDigit);
            case "Space":
                return Ascii(static c => c is ' ' or (>= '\t' and <= '\r'));
            case "javaLowerCase" or "IsLowercase":
                return new JavaCharSet().Add(char.IsLower);
            case "javaUpperCase" or "IsUppercase":
                return new JavaCharSet().Add(char.IsUpper);
            case "javaWhitespace" or "IsWhite_Space" or "IsWhiteSpace":
                return new JavaCharSet().Add(char.IsWhiteSpace);
            case "IsAlphabetic":
                return new JavaCharSet().Add(static c => char.IsLetter(c) || Category(c) == "Nl");
            case "IsLetter":
                return new JavaCharSet().Add(char.IsLetter);
            case "IsDigit":
                return new JavaCharSet().Add(char.IsDigit);
            default:
                return GeneralCategory(name.StartsWith("Is", StringComparison.Ordinal) ? name[2..] : name);
        }
    }

    private static JavaCharSet Ascii(Func<char, bool> condition) => new JavaCharSet().Add(c => c < 128 && condition(c));

    private static string Category(char c) => Categories[(int)CharUnicodeInfo.GetUnicodeCategory(c)];

    private static JavaCharSet? GeneralCategory(string name)
    {
        foreach (var category in Categories)
        {
            if (name.Length is 1 or 2 && category.StartsWith(name, StringComparison.Ordinal))
            {
                return new JavaCharSet().Add(c => Category(c).StartsWith(name, StringComparison.Ordinal));
            }
        }

        return null;
    }
}
