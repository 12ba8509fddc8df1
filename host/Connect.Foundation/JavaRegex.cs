using System.Text.RegularExpressions;

namespace Connect.Foundation;

/// <summary>
/// A regular expression in Java's dialect that is matched against whole texts. What .NET writes differently is translated; what it
/// lacks is refused by name. Every match has a time limit. Thread-safe.
/// </summary>
public sealed class JavaRegex
{
    /// <summary>How long one match may take before it is given up.</summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    private readonly Regex _whole;

    private JavaRegex(string pattern, Regex whole)
    {
        Pattern = pattern;
        _whole = whole;
    }

    /// <summary>The expression as written.</summary>
    public string Pattern { get; }

    /// <summary>The translated expression; it matches whole texts only and carries <see cref="MatchLimit"/>.</summary>
    public Regex Whole => _whole;

    /// <summary>Reads an expression.</summary>
    /// <param name="pattern">The expression, in Java's dialect.</param>
    /// <exception cref="FormatException">It is not one, or holds a construct that .NET has no equal for; the message says which and where.</exception>
    public static JavaRegex Parse(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var translated = JavaRegexTranslator.Translate(pattern);
        try
        {
            return new JavaRegex(pattern, new Regex($@"\A(?:{translated})\z", RegexOptions.CultureInvariant, MatchLimit));
        }
        catch (ArgumentException failure)
        {
            throw new FormatException($"'{pattern}' is not a regular expression: {failure.Message}", failure);
        }
    }

    /// <summary>Whether the whole text matches.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="RegexMatchTimeoutException">The match took longer than <see cref="MatchLimit"/>.</exception>
    public bool Matches(string text) => _whole.IsMatch(text);

    /// <summary>The expression as written.</summary>
    public override string ToString() => Pattern;
}
