namespace Connect.Benchmarks;

/// <summary>What one step costs.</summary>
/// <param name="Nanoseconds">The best of the rounds.</param>
/// <param name="Bytes">What it allocates; null where that is not known.</param>
internal readonly record struct Measurement(double Nanoseconds, long? Bytes)
{
    /// <summary>The better of two: whatever else the machine does only adds time.</summary>
    public Measurement BestOf(Measurement other) => this with { Nanoseconds = Math.Min(Nanoseconds, other.Nanoseconds) };
}
