using System.Diagnostics;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Pipeline.Conversion;
using Connect.Pipeline.Tolerance;
using Connect.Pipeline.Transforms;

namespace Connect.Pipeline;

/// <summary>A consumed record's way to its sink task: converters, then transformations. One a task, on its thread.</summary>
public sealed class SinkPipeline
{
    private readonly string taskId;
    private readonly ToleranceOperator tolerance;
    private readonly RecordReader reader;
    private readonly TransformationChain<SinkRecord> chain;

    /// <summary>Makes one.</summary>
    /// <param name="options">What the way is made of.</param>
    /// <param name="keepRaw">Whether records carry their bytes along, for the errant record reporter.</param>
    public SinkPipeline(PipelineOptions options, bool keepRaw)
    {
        ArgumentNullException.ThrowIfNull(options);
        taskId = options.TaskId;
        tolerance = options.CreateOperator();
        reader = new RecordReader(options.Converters, tolerance, keepRaw);
        chain = new TransformationChain<SinkRecord>(options.Transformations, tolerance);
    }

    /// <summary>The span of the record that was processed last; null where it has none.</summary>
    public ActivityContext? LastTrace { get; private set; }

    /// <summary>Converts and transforms a record.</summary>
    /// <param name="record">The record as consumed; its memory is not needed after the call.</param>
    /// <returns>The record for the task, or that it was dropped or failed.</returns>
    /// <exception cref="StageFailedException">A step failed and that is not tolerated.</exception>
    /// <exception cref="OperationCanceledException">The task stops.</exception>
    public Outcome<SinkRecord> Process(in ConsumedRecord record)
    {
        using var trace = RecordTraces.Consume(record, taskId);
        LastTrace = trace?.Context;
        try
        {
            tolerance.Begin(record);
            var outcome = reader.TryRead(record, out var read) ? chain.Apply(read) : Outcome<SinkRecord>.Failed;
            if (outcome.Kind == OutcomeKind.Failed)
            {
                RecordTraces.Fail(trace, "tolerated");
            }

            return outcome;
        }
        catch (Exception error) when (trace is not null)
        {
            RecordTraces.Fail(trace, ContractTrace.NameOf(error));
            throw;
        }
    }
}
