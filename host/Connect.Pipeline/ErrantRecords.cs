using Connect.Abi.Records;
using Connect.Broker;
using Connect.Pipeline.Tolerance;

namespace Connect.Pipeline;

/// <summary>
/// Handles records that a sink task says it can't write: the same reporters and tolerance as the pipeline. Thread-safe.
/// </summary>
public sealed class ErrantRecords
{
    private readonly Lock gate = new();
    private readonly ToleranceOperator tolerance;
    private readonly string taskClassName;

    /// <summary>Makes one.</summary>
    /// <param name="options">The task's pipeline.</param>
    /// <param name="taskClassName">The task's class, which dead letters name.</param>
    public ErrantRecords(PipelineOptions options, string taskClassName)
    {
        ArgumentNullException.ThrowIfNull(options);
        tolerance = options.CreateOperator();
        this.taskClassName = taskClassName;
    }

    /// <summary>Reports a record.</summary>
    /// <param name="record">The record as put, with its raw bytes.</param>
    /// <param name="error">Why it can't be written.</param>
    /// <exception cref="StageFailedException">That is not tolerated.</exception>
    public void Report(SinkRecord record, Exception error)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(error);
        var headers = record.Raw is { Headers.Count: > 0 } raw ? raw.Headers.Select(h => new LogHeader(h.Key, h.Value)).ToArray() : null;
        var consumed = new ConsumedRecord
        {
            TopicPartition = record.OriginalTopicPartition,
            Offset = record.OriginalKafkaOffset,
            Timestamp = record.Timestamp ?? -1,
            TimestampType = (LogTimestampType)record.TimestampType,
            Key = record.Raw?.Key,
            Value = record.Raw?.Value,
            Headers = headers,
        };
        lock (gate)
        {
            tolerance.Begin(consumed);
            tolerance.Fail(Stage.TaskPut, taskClassName, error);
        }
    }
}
