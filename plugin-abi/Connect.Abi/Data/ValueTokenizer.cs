namespace Connect.Abi.Data;

/// <summary>
/// Cuts a text into delimiters (<c>: , { } [ ] "</c>, unless a backslash stands before them) and what lies between, with one token
/// looked ahead at.
/// </summary>
internal sealed class ValueTokenizer(string original)
{
    private int position;
    private int nextStart;
    private string? next;

    /// <summary>The whole text.</summary>
    public string Original { get; } = original;


    /// <summary>Whether there is a token.</summary>
    public bool HasNext => next is not null || position < Original.Length;

    /// <summary>Takes a text's blanks at both ends off as Java's <c>trim</c>: all characters up to the space, and no others.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && text[start] <= ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] <= ' ')
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Whether a text has nothing but what <see cref="Trim"/> takes off.</summary>
    public static bool IsBlank(string text) => Trim(text).IsEmpty;

    /// <summary>The place to go back to, to read from here again.</summary>
    public int Mark() => next is null ? position : nextStart;

    /// <summary>Goes back to a mark.</summary>
    public void RewindTo(int mark)
    {
        position = mark;
        next = null;
    }

    /// <summary>Takes the next token.</summary>
    public string Next()
    {
        var token = next ?? Read();
        next = null;
        return token;
    }

    /// <summary>Takes some tokens as one text; takes none and gives null where there are fewer.</summary>
    public string? Next(int count)
    {
        var start = Mark();
        for (var i = 0; i < count; i++)
        {
            if (!HasNext)
            {
                RewindTo(start);
                return null;
            }

            Next();
        }

        return Original[start..position];
    }

    /// <summary>Takes the next token that is not blank if it is, blanks around it aside, what is expected.</summary>
    public bool TryTake(string expected)
    {
        if (next is null)
        {
            if (!HasNext)
            {
                return false;
            }

            next = Read();
        }

        while (IsBlank(next) && position < Original.Length)
        {
            next = Read();
        }

        if (!Trim(next).SequenceEqual(expected))
        {
            return false;
        }

        next = null;
        return true;
    }

    private string Read()
    {
        nextStart = position;
        var escaped = false;
        while (position < Original.Length)
        {
            switch (Original[position])
            {
                case '\\':
                    escaped = !escaped;
                    break;
                case ':' or ',' or '{' or '}' or '[' or ']' or '"' when !escaped:
                    if (nextStart == position)
                    {
                        position++;
                    }

                    return Original[nextStart..position];
                default:
                    escaped = false;
                    break;
            }

            position++;
        }

        return Original[nextStart..];
    }
}
