using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Pipeline;

/// <summary>A record that failed for good, as it is told to the error reporters. Its memory is valid during the call only.</summary>
public readonly ref struct ErrorReport
{
    /// <summary>The step that failed.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The contract name of the class that failed.</summary>
    public required string ClassName { get; init; }

    /// <summary>What it threw.</summary>
    public required Exception Error { get; init; }

    /// <summary>How many times the step was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>The record as consumed, on a sink's way; else null.</summary>
    public ConsumedRecord? Consumed { get; init; }

    /// <summary>The record as polled, on a source's way; else null.</summary>
    public SourceRecord? Polled { get; init; }

    /// <summary>The topic that the polled record was to go to, as transformed so far; null on a sink's way.</summary>
    public string? TargetTopic { get; init; }

    /// <summary>The mark of the polled record; null on a sink's way.</summary>
    public object? Tag { get; init; }
}

/// <summary>Told of each record that failed for good, tolerated or not. Called on the task's thread, or the reporter's caller's.</summary>
public interface IErrorReporter
{
    /// <summary>Reports a record. Must copy what outlives the call.</summary>
    /// <param name="report">What failed.</param>
    void Report(in ErrorReport report);
}
