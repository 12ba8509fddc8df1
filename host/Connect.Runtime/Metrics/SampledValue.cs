namespace Connect.Runtime.Metrics;

/// <summary>
/// The average and the maximum of values over the last windows of time (<c>metrics.sample.window.ms</c>, <c>metrics.num.samples</c>), as Kafka's
/// sampled statistics. Thread-safe; recorded once a batch, not once a record.
/// </summary>
internal sealed class SampledValue(MetricWindows windows)
{
    private readonly Lock gate = new();
    private readonly Sample[] samples = new Sample[windows.Count];
    private int current;

    /// <summary>The average; NaN when there was nothing lately.</summary>
    public double Average
    {
        get
        {
            var (sum, count, _) = Total();
            return count == 0 ? double.NaN : sum / count;
        }
    }

    /// <summary>The maximum; NaN when there was nothing lately.</summary>
    public double Max => Total() is { Count: > 0 } total ? total.Max : double.NaN;

    public void Record(double value)
    {
        var now = windows.Time.GetTimestamp();
        lock (gate)
        {
            ref var sample = ref samples[current];
            if (sample.Count > 0 && windows.Time.GetElapsedTime(sample.Start, now) >= windows.Length)
            {
                current = (current + 1) % samples.Length;
                sample = ref samples[current];
                sample = default;
            }

            if (sample.Count++ == 0)
            {
                sample.Start = now;
                sample.Max = value;
            }

            sample.Sum += value;
            sample.Max = Math.Max(sample.Max, value);
        }
    }

    private (double Sum, long Count, double Max) Total()
    {
        var now = windows.Time.GetTimestamp();
        var (sum, count, max) = (0d, 0L, double.MinValue);
        lock (gate)
        {
            foreach (var sample in samples)
            {
                if (sample.Count > 0 && windows.Time.GetElapsedTime(sample.Start, now) < windows.Length * windows.Count)
                {
                    (sum, count, max) = (sum + sample.Sum, count + sample.Count, Math.Max(max, sample.Max));
                }
            }
        }

        return (sum, count, max);
    }

    private struct Sample
    {
        public long Start;
        public long Count;
        public double Sum;
        public double Max;
    }
}
