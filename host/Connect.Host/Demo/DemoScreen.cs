namespace Connect.Host.Demo;

/// <summary>Tells the user how the demo goes. Used by one caller at a time.</summary>
internal abstract class DemoScreen
{
    /// <summary>Says what comes next.</summary>
    /// <param name="text">A short sentence.</param>
    public abstract void Step(string text);

    /// <summary>Says something about the step.</summary>
    /// <param name="text">A line.</param>
    public abstract void Detail(string text);

    /// <summary>Shows names with values.</summary>
    /// <param name="pairs">In order.</param>
    public abstract void Pairs(IEnumerable<KeyValuePair<string, string?>> pairs);

    /// <summary>Says what was proved.</summary>
    /// <param name="text">A sentence.</param>
    public abstract void Proved(string text);

    /// <summary>Says what went wrong.</summary>
    /// <param name="text">A sentence, with a trace where there is one.</param>
    public abstract void Failed(string text);

    /// <summary>Shows the copy while it runs.</summary>
    /// <param name="lines">How many lines there are to copy.</param>
    /// <param name="follow">Runs the copy and tells how far it is.</param>
    public abstract Task<CopyState> ShowCopyAsync(long lines, Func<Action<CopyState>, Task<CopyState>> follow);

    /// <summary>A header's value on one line, cut where it is long.</summary>
    /// <param name="value">The value.</param>
    protected static string OneLine(string? value)
    {
        const int Longest = 160;
        if (value is null)
        {
            return "null";
        }

        var end = value.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? value : value[..end];
        return end >= 0 || line.Length > Longest ? string.Concat(line.AsSpan(0, Math.Min(line.Length, Longest)), " …") : line;
    }
}
