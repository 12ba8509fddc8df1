using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Perfolizer.Mathematics.OutlierDetection;

namespace Connect.Benchmarks;

/// <summary>Times our steps, with BenchmarkDotNet.</summary>
internal static class OurSteps
{
    /// <summary>Times those whose names contain a text.</summary>
    /// <param name="part">The text.</param>
    /// <param name="log">The file that BenchmarkDotNet's own report is added to.</param>
    /// <returns>By name.</returns>
    /// <exception cref="InvalidOperationException">One did not run.</exception>
    public static Dictionary<string, Measurement> Run(string part, string log)
    {
        StepBenchmarks.Part = part;
        using var output = new StreamLogger(log, append: true);
        var summary = BenchmarkRunner.Run<StepBenchmarks>(ConfigWith(output, Path.GetDirectoryName(log)!));
        var measured = new Dictionary<string, Measurement>();
        foreach (var report in summary.Reports)
        {
            var name = report.BenchmarkCase.Parameters[nameof(StepBenchmarks.Step)].ToString()!;
            measured[name] = report.Success
                ? new Measurement(report.ResultStatistics!.Min, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase))
                : throw new InvalidOperationException($"The step '{name}' did not run; {log} says why");
        }

        return measured;
    }

    // Rounds and their length are those of JavaSteps.java: five of half a second after two that warm up, of which the best counts, and
    // nothing is subtracted. In one process, as there, so that a step finds the caches and branch predictions of many others.
    private static IConfig ConfigWith(ILogger output, string folder) => ManualConfig.CreateEmpty()
        .AddLogger(output)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: true))
            .WithStrategy(RunStrategy.Throughput)
            .WithEvaluateOverhead(false)
            .WithOutlierMode(OutlierMode.DontRemove)
            .WithIterationTime(TimeInterval.FromMilliseconds(500))
            .WithWarmupCount(2)
            .WithIterationCount(5))
        .WithOptions(ConfigOptions.DisableLogFile)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60))
        .WithArtifactsPath(folder);
}
