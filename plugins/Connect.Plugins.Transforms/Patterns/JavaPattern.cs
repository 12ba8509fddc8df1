using System.Text.RegularExpressions;
using Connect.Abi.Errors;

namespace Connect.Plugins.Transforms.Patterns;

/// <summary>
/// A regular expression in the dialect of <c>java.util.regex</c>, translated into .NET's. Matching is bounded in time. Immutable,
/// thread-safe.
/// </summary>
internal sealed class JavaPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly string text;
    private readonly Regex whole;
    private readonly Regex part;

    private JavaPattern(string text, JavaPatternTranslation translation)
    {
        this.text = text;
        const RegexOptions options = RegexOptions.CultureInvariant;
        whole = new Regex($@"\A(?:{translation.Text})\z", options, Limit);
        part = new Regex(translation.Text, options, Limit);
        Groups = translation.Groups;
        GroupNames = translation.GroupNames;
    }

    /// <summary>How many groups it has.</summary>
    public int Groups { get; }

    /// <summary>Its named groups with their numbers.</summary>
    public IReadOnlyDictionary<string, int> GroupNames { get; }

    /// <summary>Translates an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <exception cref="FormatException">It is malformed, or uses what has no counterpart here.</exception>
    public static JavaPattern Parse(string text)
    {
        try
        {
            return new JavaPattern(text, new JavaPatternTranslator(text).Translate());
        }
        catch (RegexParseException e)
        {
            throw new FormatException($"'{text}' is not a regular expression: {e.Message}", e);
        }
    }

    /// <summary>Whether the whole of a text matches.</summary>
    /// <param name="input">The text.</param>
    /// <exception cref="DataException">It took too long to find out.</exception>
    public bool Matches(string input)
    {
        try
        {
            return whole.IsMatch(input);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TooLong(input, e);
        }
    }

    /// <summary>The text with its first match replaced; the text itself where there is none.</summary>
    /// <param name="input">The text.</param>
    /// <param name="replacement">What to put in its place.</param>
    /// <exception cref="DataException">It took too long, or the replacement can't be used.</exception>
    public string ReplaceFirst(string input, JavaReplacement replacement)
    {
        try
        {
            var match = part.Match(input);
            return match.Success
                ? string.Concat(input.AsSpan(0, match.Index), replacement.Expand(match), input.AsSpan(match.Index + match.Length))
                : input;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TooLong(input, e);
        }
        catch (FormatException e)
        {
            throw new DataException(e.Message, e);
        }
    }

    private DataException TooLong(string input, RegexMatchTimeoutException e) => new(
        $"The regular expression '{text}' took longer than {Limit.TotalSeconds} s to match '{input}'; it backtracks too much.", e);
}
