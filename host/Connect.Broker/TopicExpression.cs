using System.Text.RegularExpressions;

namespace Connect.Broker;

/// <summary>An expression for topics' names, matched against whole names. Thread-safe.</summary>
public sealed class TopicExpression
{
    private readonly Regex whole;

    /// <summary>Takes an expression.</summary>
    /// <param name="expression">The expression; it carries a match time-out.</param>
    public TopicExpression(Regex expression)
    {
        ArgumentNullException.ThrowIfNull(expression);

        // An expression with comments may end in one, which would swallow the bracket.
        var end = expression.Options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? "\n" : string.Empty;
        whole = new Regex($@"\A(?:{expression}{end})\z", expression.Options, expression.MatchTimeout);
        Pattern = expression.ToString();
    }

    /// <summary>The expression as given.</summary>
    public string Pattern { get; }

    /// <summary>Whether the whole name matches.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <exception cref="BrokerException">The match took longer than the expression's time-out.</exception>
    public bool Matches(string topic)
    {
        try
        {
            return whole.IsMatch(topic);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new BrokerException(
                BrokerErrorCode.Invalid, $"The expression {Pattern} took longer than {e.MatchTimeout} on the topic {topic}; simplify it.", isRetriable: false, e);
        }
    }

    /// <summary>The expression as given.</summary>
    public override string ToString() => Pattern;
}
