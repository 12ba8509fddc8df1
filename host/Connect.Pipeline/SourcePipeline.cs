using Connect.Abi.Records;
using Connect.Broker;
using Connect.Pipeline.Conversion;
using Connect.Pipeline.Tolerance;
using Connect.Pipeline.Transforms;

namespace Connect.Pipeline;

/// <summary>A polled record's way to the log: transformations, then converters. One a task, on its thread but for refusals.</summary>
public sealed class SourcePipeline
{
    private readonly string taskId;
    private readonly ToleranceOperator tolerance;

    // Of its own: refusals are told on another thread, while the task's is at the next records.
    private readonly ToleranceOperator refusals;
    private readonly RecordWriter writer;
    private readonly TransformationChain<SourceRecord> chain;

    /// <summary>Makes one.</summary>
    /// <param name="options">What the way is made of.</param>
    public SourcePipeline(PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        taskId = options.TaskId;
        tolerance = options.CreateOperator();
        refusals = options.CreateOperator();
        writer = new RecordWriter(options.Converters, tolerance);
        chain = new TransformationChain<SourceRecord>(options.Transformations, tolerance);
    }

    /// <summary>Transforms and converts a record.</summary>
    /// <param name="record">The record as polled.</param>
    /// <param name="tag">What the outgoing record is marked with.</param>
    /// <returns>The record for the log, or that it was dropped or failed.</returns>
    /// <exception cref="StageFailedException">A step failed and that is not tolerated.</exception>
    /// <exception cref="OperationCanceledException">The task stops.</exception>
    public Outcome<OutgoingRecord> Process(SourceRecord record, object? tag)
    {
        using var trace = RecordTraces.Produce(record, taskId);
        if (trace is null)
        {
            return ProcessCore(record, tag);
        }

        try
        {
            var outcome = ProcessCore(record, tag);
            if (outcome.Kind == OutcomeKind.Failed)
            {
                RecordTraces.Fail(trace, "tolerated");
            }

            return outcome.HasPassed ? Outcome<OutgoingRecord>.Passed(RecordTraces.Mark(outcome.Result, trace)) : outcome;
        }
        catch (Exception error)
        {
            RecordTraces.Fail(trace, ContractTrace.NameOf(error));
            throw;
        }
    }

    private Outcome<OutgoingRecord> ProcessCore(SourceRecord record, object? tag)
    {
        tolerance.Begin(record, tag);
        var transformed = chain.Apply(record);
        if (!transformed.HasPassed)
        {
            return transformed.Kind == OutcomeKind.Dropped ? Outcome<OutgoingRecord>.Dropped : Outcome<OutgoingRecord>.Failed;
        }

        tolerance.Target(transformed.Result.Topic);
        return writer.TryWrite(transformed.Result, tag, out var outgoing)
            ? Outcome<OutgoingRecord>.Passed(outgoing)
            : Outcome<OutgoingRecord>.Failed;
    }

    /// <summary>Reports a record that the log refused. From one thread at a time, which need not be the task's.</summary>
    /// <param name="record">The record as polled.</param>
    /// <param name="tag">Its mark.</param>
    /// <param name="topic">The topic that it was meant for.</param>
    /// <param name="className">The class that wrote it.</param>
    /// <param name="error">Why it was refused.</param>
    /// <exception cref="StageFailedException">That is not tolerated.</exception>
    public void ReportRefused(SourceRecord record, object? tag, string topic, string className, Exception error)
    {
        refusals.Begin(record, tag);
        refusals.Target(topic);
        refusals.Fail(Stage.KafkaProduce, className, error);
    }
}
