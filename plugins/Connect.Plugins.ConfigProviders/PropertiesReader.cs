using System.Globalization;
using System.Text;
using Connect.Abi.Errors;

namespace Connect.Plugins.ConfigProviders;

/// <summary>One pass over the text of a Java properties file.</summary>
internal sealed class PropertiesReader(string text, string origin)
{
    private int at;
    private int line = 1;

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
        while (at < text.Length)
        {
            var c = text[at];
            if (IsLineEnd(c))
            {
                EndLine();
            }
            else if (IsBlank(c))
            {
                at++;
            }
            else if (c is '#' or '!')
            {
                while (at < text.Length && !IsLineEnd(text[at]))
                {
                    at++;
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
        while (at < text.Length && text[at] is var c && !IsLineEnd(c) && !IsBlank(c) && c is not ('=' or ':'))
        {
            Next(name);
        }

        return name.ToString();
    }

    private void SkipSeparator()
    {
        SkipBlanks();
        if (at < text.Length && text[at] is '=' or ':')
        {
            at++;
            SkipBlanks();
        }
    }

    private string ReadValue()
    {
        var value = new StringBuilder();
        while (at < text.Length && !IsLineEnd(text[at]))
        {
            Next(value);
        }

        return value.ToString();
    }

    private void SkipBlanks()
    {
        while (at < text.Length && (IsBlank(text[at]) || ContinuesHere()))
        {
            if (text[at] == '\\')
            {
                at++;
                EndLine();
            }
            else
            {
                at++;
            }
        }
    }

    private bool ContinuesHere() => text[at] == '\\' && at + 1 < text.Length && IsLineEnd(text[at + 1]);

    private void EndLine()
    {
        line++;
        at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
    }

    private void Next(StringBuilder output)
    {
        if (text[at] != '\\')
        {
            output.Append(text[at++]);
            return;
        }

        if (ContinuesHere())
        {
            // The line goes on in the next one, whose leading blanks don't count.
            at++;
            EndLine();
            while (at < text.Length && IsBlank(text[at]))
            {
                at++;
            }

            return;
        }

        at++;
        if (at == text.Length)
        {
            return;
        }

        var code = text[at++];
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
        if (at + 4 > text.Length ||
            !ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            throw new ConfigException(string.Create(
                CultureInfo.InvariantCulture,
                $"Line {line} of {origin}: '\\u' is followed by four hexadecimal digits; write '\\\\' for a backslash"));
        }

        at += 4;
        return (char)number;
    }
}
