namespace Connect.Pipeline;

/// <summary>What a connector's <c>errors.*</c> settings ask for.</summary>
public sealed record ErrorHandling
{
    /// <summary>Fails at the first error, retries nothing, logs and reports nothing: Connect's defaults.</summary>
    public static ErrorHandling Default { get; } = new();

    /// <summary>Whether bad records are passed over (<c>errors.tolerance=all</c>).</summary>
    public bool TolerateAll { get; init; }

    /// <summary>How long a retriable error is retried (<c>errors.retry.timeout</c>): zero not at all; null without end.</summary>
    public TimeSpan? RetryTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest pause between tries (<c>errors.retry.delay.max.ms</c>).</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether each error is logged (<c>errors.log.enable</c>).</summary>
    public bool LogErrors { get; init; }

    /// <summary>Whether the log tells the record's place (<c>errors.log.include.messages</c>).</summary>
    public bool LogIncludesMessages { get; init; }
}
