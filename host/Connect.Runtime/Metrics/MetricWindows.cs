namespace Connect.Runtime.Metrics;

/// <summary>What sampled figures are taken over.</summary>
/// <param name="Length">The length of a window (<c>metrics.sample.window.ms</c>).</param>
/// <param name="Count">How many of them are kept (<c>metrics.num.samples</c>).</param>
/// <param name="Time">The clock.</param>
internal sealed record MetricWindows(TimeSpan Length, int Count, TimeProvider Time)
{
    /// <summary>Kafka's defaults.</summary>
    public static MetricWindows Default { get; } = new(TimeSpan.FromSeconds(30), 2, TimeProvider.System);
}
