using BenchmarkDotNet.Attributes;

namespace Connect.Benchmarks;

/// <summary>The benchmark: every step that was asked for, each on its own.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class StepBenchmarks
{
    /// <summary>What of the steps' names was asked for; empty for all.</summary>
    public static string Part { get; set; } = string.Empty;

    public static IEnumerable<Step> Steps => AllSteps.Containing(Part).SelectMany(step => step.Alone is { } alone ? new[] { step, alone } : [step]);

    [ParamsSource(nameof(Steps))]
    public Step Step { get; set; } = null!;

    [Benchmark]
    public object? Run() => Step.Run();
}
