namespace Connect.Abi.TestKit;

/// <summary>The plugin does not do what the host relies on.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="innerException">What the plugin threw; null for nothing.</param>
    public CheckFailedException(string expected, string seen, string advice, Exception? innerException = null)
        : base($"Expected: {expected}\nSeen:     {seen}\nTo do:    {advice}", innerException)
    {
        Expected = expected;
        Seen = seen;
        Advice = advice;
    }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was seen.</summary>
    public string Seen { get; }

    /// <summary>What to do.</summary>
    public string Advice { get; }
}
