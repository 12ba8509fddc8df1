using System.Globalization;
using System.Text;

namespace Connect.Foundation;

/// <summary>
/// Rewrites an expression from Java's dialect into .NET's: one pass, a method a construct. Groups are numbered by hand, since .NET
/// numbers named groups last.
/// </summary>
internal sealed class JavaRegexTranslator
{
    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Stack<Flags> _outer = new();
    private Flags _flags;
    private int _at;
    private int _groups;

    // Where the construct that a quantifier would repeat begins in the output; -1 where there is none.
    private int _atom = -1;

    private JavaRegexTranslator(string pattern) => _pattern = pattern;

    public static string Translate(string pattern)
    {
        var translator = new JavaRegexTranslator(pattern);
        translator.Run();
        return translator._output.ToString();
    }

    private void Run()
    {
        var starts = new Stack<int>();
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at];
            switch (c)
            {
                case '(':
                    starts.Push(_output.Length);
                    if (OpenGroup())
                    {
                        starts.Pop();
                    }

                    break;
                case ')':
                    if (starts.Count == 0)
                    {
                        throw Wrong("a ')' closes nothing");
                    }

                    _at++;
                    _output.Append(')');
                    _atom = starts.Pop();
                    _flags = _outer.Pop();
                    break;
                case '|':
                    _at++;
                    _output.Append('|');
                    _atom = -1;
                    break;
                case '[':
                    Atom(JavaRegexClass.Translate(_pattern, ref _at, _flags.HasFlag(Flags.Comments)));
                    break;
                case '.':
                    _at++;
                    Atom(_flags.HasFlag(Flags.DotAll) ? @"[\s\S]" : _flags.HasFlag(Flags.UnixLines) ? @"[^\n]" : @"[^\n\r\u0085\u2028\u2029]");
                    break;
                case '*' or '+' or '?' or '{':
                    Quantifier();
                    break;
                case '\\':
                    Escape();
                    break;
                case '^' or '$':
                    _at++;
                    _output.Append(c);
                    _atom = -1;
                    break;
                case ' ' or '\t' or '\n' or '\r' or '\f' or '\v' when _flags.HasFlag(Flags.Comments):
                    _at++;
                    break;
                case '#' when _flags.HasFlag(Flags.Comments):
                    while (_at < _pattern.Length && _pattern[_at] != '\n')
                    {
                        _at++;
                    }

                    break;
                default:
                    Literal();
                    break;
            }
        }

        if (starts.Count > 0)
        {
            throw Wrong("a '(' is never closed");
        }
    }

    private void Literal()
    {
        var length = char.IsHighSurrogate(_pattern[_at]) && _at + 1 < _pattern.Length && char.IsLowSurrogate(_pattern[_at + 1]) ? 2 : 1;
        var text = JavaRegexClass.Quote(_pattern.AsSpan(_at, length));
        _at += length;
        Atom(length == 2 ? $"(?:{text})" : text);
    }

    private void Atom(string translated)
    {
        _atom = _output.Length;
        _output.Append(translated);
    }

    // True for a construct that opens nothing, such as (?i).
    private bool OpenGroup()
    {
        var rest = _pattern.AsSpan(_at + 1);
        if (!rest.StartsWith("?"))
        {
            _at++;
            Begin(string.Create(CultureInfo.InvariantCulture, $"(?<{++_groups}>"));
            return false;
        }

        foreach (var opening in (ReadOnlySpan<string>)["?:", "?=", "?!", "?>", "?<=", "?<!"])
        {
            if (rest.StartsWith(opening))
            {
                _at += 1 + opening.Length;
                Begin("(" + opening);
                return false;
            }
        }

        if (rest.StartsWith("?<"))
        {
            var end = _pattern.IndexOf('>', _at);
            var name = end < 0 ? string.Empty : _pattern[(_at + 3)..end];
            if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
            {
                throw Wrong("a group's name is letters and digits, beginning with a letter, and ends with '>'");
            }

            if (!_names.TryAdd(name, ++_groups))
            {
                throw Wrong($"two groups are called '{name}'");
            }

            _at = end + 1;
            Begin(string.Create(CultureInfo.InvariantCulture, $"(?<{_groups}>"));
            return false;
        }

        return OpenFlags();
    }

    private bool OpenFlags()
    {
        var at = _at + 2;
        var flags = _flags;
        var on = true;
        for (; at < _pattern.Length && _pattern[at] is not (')' or ':'); at++)
        {
            var flag = _pattern[at] switch
            {
                '-' => Flags.None,
                'i' => Flags.IgnoreCase,
                'd' => Flags.UnixLines,
                'm' => Flags.Multiline,
                's' => Flags.DotAll,
                'u' => Flags.UnicodeCase,
                'x' => Flags.Comments,
                'U' => throw Wrong("the flag U (UNICODE_CHARACTER_CLASS) is not supported here"),
                _ => throw Wrong($"(?{_pattern[at]} is not a construct that is known"),
            };
            on = on && _pattern[at] != '-';
            flags = on ? flags | flag : flags & ~flag;
        }

        if (at == _pattern.Length)
        {
            throw Wrong("a '(?' is never closed");
        }

        var shown = "?" + (flags.HasFlag(Flags.IgnoreCase) ? "i" : string.Empty) + (flags.HasFlag(Flags.Multiline) ? "m" : string.Empty) +
            "-" + (flags.HasFlag(Flags.IgnoreCase) ? string.Empty : "i") + (flags.HasFlag(Flags.Multiline) ? string.Empty : "m");
        shown = shown.TrimEnd('-');
        var group = _pattern[at] == ':';
        _at = at + 1;
        if (group)
        {
            Begin($"({shown}:");
            _flags = flags;
            return false;
        }

        _output.Append('(').Append(shown).Append(')');
        _atom = -1;
        _flags = flags;
        return true;
    }

    private void Begin(string opening)
    {
        _output.Append(opening);
        _outer.Push(_flags);
        _atom = -1;
    }

    private void Quantifier()
    {
        var start = _at;
        if (_atom < 0)
        {
            throw Wrong($"'{_pattern[_at]}' repeats nothing");
        }

        if (_pattern[_at] == '{')
        {
            var end = _pattern.IndexOf('}', _at);
            var bounds = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
            if (bounds.Length is 0 or > 2 || !IsNumber(bounds[0]) || (bounds.Length == 2 && bounds[1].Length > 0 && !IsNumber(bounds[1])))
            {
                throw Wrong("a '{' is followed by one number, or two with a comma between them, and '}'; write '\\{' for the sign itself");
            }

            _at = end + 1;
        }
        else
        {
            _at++;
        }

        var quantifier = _pattern[start.._at];
        var atom = _atom;
        _atom = -1;
        if (_at < _pattern.Length && _pattern[_at] == '+')
        {
            // Possessive: what it took it never gives back.
            _at++;
            _output.Insert(atom, "(?>").Append(quantifier).Append(')');
            return;
        }

        _output.Append(quantifier);
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            _at++;
            _output.Append('?');
        }
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);

    private void Escape()
    {
        var next = _at + 1 < _pattern.Length ? _pattern[_at + 1] : throw Wrong("a '\\' ends the expression");
        switch (next)
        {
            case 'Q':
                var end = _pattern.IndexOf(@"\E", _at + 2, StringComparison.Ordinal);
                var quoted = end < 0 ? _pattern[(_at + 2)..] : _pattern[(_at + 2)..end];
                foreach (var rune in quoted.EnumerateRunes())
                {
                    var text = JavaRegexClass.Quote(rune.ToString());
                    Atom(rune.Utf16SequenceLength == 2 ? $"(?:{text})" : text);
                }

                _at = end < 0 ? _pattern.Length : end + 2;
                break;
            case 'b' or 'B' or 'A' or 'G' or 'z' or 'Z':
                _output.Append('\\').Append(next);
                _atom = -1;
                _at += 2;
                break;
            case 'R':
                Atom(@"(?:\r\n|[\n\u000B\f\r\u0085\u2028\u2029])");
                _at += 2;
                break;
            case 'X' or 'N':
                throw Wrong($"\\{next} is not supported here");
            case 'k':
                NamedReference();
                break;
            case >= '1' and <= '9':
                NumberedReference();
                break;
            default:
                Atom(JavaRegexClass.TranslateEscape(_pattern, ref _at));
                break;
        }
    }

    private void NamedReference()
    {
        var end = _pattern.IndexOf('>', _at);
        var name = end > _at + 3 && _pattern[_at + 2] == '<' ? _pattern[(_at + 3)..end] : throw Wrong("\\k is followed by <NAME>");
        if (!_names.TryGetValue(name, out var number))
        {
            throw Wrong($"no group before it is called '{name}'");
        }

        _at = end + 1;
        Atom(string.Create(CultureInfo.InvariantCulture, $@"\k<{number}>"));
    }

    private void NumberedReference()
    {
        // As many digits as there are groups for; the first one always belongs to the reference.
        var number = _pattern[++_at] - '0';
        _at++;
        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at]) && (number * 10) + _pattern[_at] - '0' <= _groups)
        {
            number = (number * 10) + _pattern[_at++] - '0';
        }

        // A group that is not there yet can't have matched.
        Atom(number <= _groups ? string.Create(CultureInfo.InvariantCulture, $@"\k<{number}>") : "(?!)");
    }

    private FormatException Wrong(string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{_pattern}' is not a regular expression: {why} (at character {_at + 1})"));

    [Flags]
    private enum Flags
    {
        None = 0,
        IgnoreCase = 1,
        UnixLines = 2,
        Multiline = 4,
        DotAll = 8,
        UnicodeCase = 16,
        Comments = 32,
    }
}
