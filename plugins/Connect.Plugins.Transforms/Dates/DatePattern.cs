using System.Text;

namespace Connect.Plugins.Transforms.Dates;

/// <summary>
/// A date pattern in the dialect of Java's <c>SimpleDateFormat</c> (English names, UTC, lenient), with all of its letters. Made
/// once, used by one thread at a time.
/// </summary>
internal sealed class DatePattern
{
    private const string Letters = "GyYMLwWDdFEuaHkKhmsSzZX";

    private readonly DatePatternPart[] parts;
    private readonly StringBuilder builder = new();
    private readonly DatePatternReader reader;

    private DatePattern(string text, DatePatternPart[] parts, DateTimeOffset now)
    {
        Text = text;
        this.parts = parts;
        reader = new DatePatternReader(parts, now);
    }

    /// <summary>The pattern as given.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="now">The time now, for the century of years with two digits.</param>
    /// <exception cref="FormatException">It has a letter without meaning, or a quote that does not end.</exception>
    public static DatePattern Parse(string text, DateTimeOffset now)
    {
        var parts = new List<DatePatternPart>();
        var literal = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'')
            {
                if (i + 1 < text.Length && text[i + 1] == '\'')
                {
                    literal.Append('\'');
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (quoted || !char.IsAsciiLetter(c))
            {
                literal.Append(c);
            }
            else
            {
                i += AddField(parts, literal, text, i) - 1;
            }
        }

        if (quoted)
        {
            throw new FormatException($"The date pattern '{text}' has a quote (') without its end; a quote itself is written ''.");
        }

        AddLiteral(parts, literal);
        return new DatePattern(text, [.. parts], now);
    }

    /// <summary>Writes a time.</summary>
    /// <param name="epochMillis">Milliseconds since the epoch.</param>
    public string Format(long epochMillis)
    {
        builder.Clear();
        DatePatternWriter.Write(builder, parts, epochMillis);
        return builder.ToString();
    }

    /// <summary>Reads a time from the beginning of a text; what follows the pattern's end is passed over.</summary>
    /// <param name="text">The text.</param>
    /// <param name="epochMillis">Milliseconds since the epoch.</param>
    public bool TryRead(string text, out long epochMillis) => reader.TryRead(text, out epochMillis);

    private static int AddField(List<DatePatternPart> parts, StringBuilder literal, string text, int start)
    {
        var letter = text[start];
        if (!Letters.Contains(letter, StringComparison.Ordinal))
        {
            throw new FormatException(
                $"The date pattern '{text}' has the letter '{letter}', which means nothing in a SimpleDateFormat pattern; its letters " +
                $"are {Letters}, and plain text is quoted ('{letter}').");
        }

        AddLiteral(parts, literal);
        var count = 1;
        while (start + count < text.Length && text[start + count] == letter)
        {
            count++;
        }

        if (letter == 'X' && count > 3)
        {
            throw new FormatException($"The date pattern '{text}' has {count} letters X in a row; a zone takes one to three.");
        }

        parts.Add(new DatePatternPart(letter, count, string.Empty));
        return count;
    }

    private static void AddLiteral(List<DatePatternPart> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new DatePatternPart('\0', 0, literal.ToString()));
            literal.Clear();
        }
    }
}
