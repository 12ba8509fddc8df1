using System.Globalization;
using System.Text;
using Connect.Abi.Errors;

namespace Connect.Configuration.Files;

/// <summary>One pass over the text of a properties file.</summary>
internal sealed class PropertiesReader(string text, string origin)
{
    private int _at;
    private int _line = 1;

    public Dictionary<string, string> Read()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        while (SkipToLine())
        {
            var name = ReadName();
            SkipSeparator();
            settings[name] = ReadValue();
        }

        return settings;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\f';

    private static bool IsLineEnd(char c) => c is '\n' or '\r';

    // Moves to the next line that says something; false at the end.
    private bool SkipToLine()
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (IsLineEnd(c))
            {
                EndLine();
            }
            else if (IsBlank(c))
            {
                _at++;
            }
            else if (c is '#' or '!')
            {
                while (_at < text.Length && !IsLineEnd(text[_at]))
                {
                    _at++;
                }
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private string ReadName()
    {
        var name = new StringBuilder();
        while (_at < text.Length && text[_at] is var c && !IsLineEnd(c) && !IsBlank(c) && c is not ('=' or ':'))
        {
            Next(name);
        }

        return name.ToString();
    }

    private void SkipSeparator()
    {
        SkipBlanks();
        if (_at < text.Length && text[_at] is '=' or ':')
        {
            _at++;
            SkipBlanks();
        }
    }

    private string ReadValue()
    {
        var value = new StringBuilder();
        while (_at < text.Length && !IsLineEnd(text[_at]))
        {
            Next(value);
        }

        return value.ToString();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && (IsBlank(text[_at]) || ContinuesHere()))
        {
            if (text[_at] == '\\')
            {
                _at++;
                EndLine();
            }
            else
            {
                _at++;
            }
        }
    }

    private bool ContinuesHere() => text[_at] == '\\' && _at + 1 < text.Length && IsLineEnd(text[_at + 1]);

    private void EndLine()
    {
        _line++;
        _at += text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n' ? 2 : 1;
    }

    private void Next(StringBuilder output)
    {
        if (text[_at] != '\\')
        {
            output.Append(text[_at++]);
            return;
        }

        if (ContinuesHere())
        {
            // The line goes on in the next one, whose leading blanks don't count.
            _at++;
            EndLine();
            while (_at < text.Length && IsBlank(text[_at]))
            {
                _at++;
            }

            return;
        }

        _at++;
        if (_at == text.Length)
        {
            return;
        }

        var code = text[_at++];
        output.Append(code switch
        {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            'u' => Unicode(),
            _ => code,
        });
    }

    private char Unicode()
    {
        if (_at + 4 > text.Length ||
            !ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            throw new ConfigException(string.Create(
                CultureInfo.InvariantCulture,
                $"Line {_line} of {origin}: '\\u' is followed by four hexadecimal digits; write '\\\\' for a backslash"));
        }

        _at += 4;
        return (char)number;
    }
}
