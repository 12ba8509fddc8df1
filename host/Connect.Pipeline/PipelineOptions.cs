using Connect.Pipeline.Tolerance;
using Microsoft.Extensions.Logging;

namespace Connect.Pipeline;

/// <summary>What one task's pipeline is made of.</summary>
public sealed record PipelineOptions
{
    /// <summary>The task, as <c>connector-0</c>; for the error log.</summary>
    public required string TaskId { get; init; }

    /// <summary>Its converters.</summary>
    public required ConverterSet Converters { get; init; }

    /// <summary>Its transformations in order.</summary>
    public IReadOnlyList<TransformationStep> Transformations { get; init; } = [];

    /// <summary>Its <c>errors.*</c> settings.</summary>
    public ErrorHandling Errors { get; init; } = ErrorHandling.Default;

    /// <summary>Where failed records go besides the log: the dead letter queue.</summary>
    public IReadOnlyList<IErrorReporter> Reporters { get; init; } = [];

    /// <summary>Counts what fails.</summary>
    public ErrorCounts Counts { get; init; } = new();

    /// <summary>For the error log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The clock of retries.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Cancelled when the task stops; ends retries.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>All reporters, the error log's included where it is enabled.</summary>
    internal ToleranceOperator CreateOperator() => new(Errors, AllReporters(), Counts, Time, Stopping);

    /// <summary>The reporters, with the error log's own first where it is enabled.</summary>
    internal IReadOnlyList<IErrorReporter> AllReporters() =>
        Errors.LogErrors ? [new LogReporter(Logger, TaskId, Errors.LogIncludesMessages, Counts), .. Reporters] : Reporters;
}
