using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Foundation;

namespace Connect.Pipeline.Tolerance;

/// <summary>One step on a record's way; a struct, so that the operator runs it without an allocation.</summary>
/// <typeparam name="T">What the step yields.</typeparam>
internal interface IStep<T>
{
    /// <summary>The class that runs, for errors.</summary>
    string ClassName { get; }

    /// <summary>Which step it is.</summary>
    Stage Stage { get; }

    /// <summary>The header that the step is about; null where it is about none.</summary>
    string? Header { get; }

    /// <summary>Does it; may be called again after a retriable error.</summary>
    T Run();
}

/// <summary>
/// Runs the steps of a record's way under <c>errors.*</c>: retriable errors are tried again with growing pauses inside the retry
/// time-out; what fails for good is reported, and then passed over or thrown. One a task, on its thread.
/// </summary>
internal sealed class ToleranceOperator(
    ErrorHandling handling, IReadOnlyList<IErrorReporter> reporters, ErrorCounts counts, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(300);

    private ConsumedRecord consumed;
    private SourceRecord? polled;
    private string? targetTopic;
    private object? tag;
    private bool isSink;

    /// <summary>The record that the next steps are about.</summary>
    /// <param name="record">As consumed.</param>
    public void Begin(in ConsumedRecord record)
    {
        consumed = record;
        isSink = true;
    }

    /// <summary>The record that the next steps are about.</summary>
    /// <param name="record">As polled.</param>
    /// <param name="mark">The record's mark.</param>
    public void Begin(SourceRecord record, object? mark)
    {
        polled = record;
        targetTopic = record.Topic;
        tag = mark;
        isSink = false;
    }

    /// <summary>Where the polled record goes to, once that is settled.</summary>
    /// <param name="topic">The topic.</param>
    public void Target(string topic) => targetTopic = topic;

    /// <summary>Runs a step.</summary>
    /// <typeparam name="TStep">The step's type.</typeparam>
    /// <typeparam name="T">What it yields.</typeparam>
    /// <param name="step">The step.</param>
    /// <param name="result">What it yielded, when it passed.</param>
    /// <returns>False when it failed and that is tolerated.</returns>
    /// <exception cref="StageFailedException">It failed and that is not tolerated.</exception>
    /// <exception cref="OperationCanceledException">The task stops.</exception>
    public bool TryRun<TStep, T>(ref TStep step, [MaybeNullWhen(false)] out T result)
        where TStep : struct, IStep<T>
    {
        try
        {
            result = step.Run();
            return true;
        }
        catch (Exception error) when (!IsCancellation(error))
        {
            return TryAgain(ref step, error, out result);
        }
    }

    /// <summary>Reports a failure that no step of the pipeline met (the log refused a record, a sink reported one).</summary>
    /// <param name="stage">Where it failed.</param>
    /// <param name="className">The class that failed.</param>
    /// <param name="error">Why.</param>
    /// <exception cref="StageFailedException">It is not tolerated.</exception>
    public void Fail(Stage stage, string className, Exception error)
    {
        counts.Failed();
        Handle(stage, className, null, error, attempts: 1);
    }

    private bool TryAgain<TStep, T>(ref TStep step, Exception error, [MaybeNullWhen(false)] out T result)
        where TStep : struct, IStep<T>
    {
        counts.Failed();
        var began = time.GetTimestamp();
        var backoff = new Backoff(FirstRetryDelay, handling.RetryDelayMax);
        var attempts = 1;
        while (error is RetriableException && handling.RetryTimeout != TimeSpan.Zero)
        {
            var pause = backoff.After(attempts);
            if (handling.RetryTimeout is { } timeout)
            {
                var left = timeout - time.GetElapsedTime(began);
                if (left <= TimeSpan.Zero)
                {
                    break;
                }

                pause = pause < left ? pause : left;
            }

            if (!CancellableWait.Wait(time, pause, stopping))
            {
                throw new OperationCanceledException(stopping);
            }

            attempts++;
            counts.Retried();
            try
            {
                result = step.Run();
                return true;
            }
            catch (Exception again) when (!IsCancellation(again))
            {
                counts.Failed();
                error = again;
            }
        }

        result = default;
        Handle(step.Stage, step.ClassName, step.Header, error, attempts);
        return false;
    }

    private void Handle(Stage stage, string className, string? header, Exception error, int attempts)
    {
        var report = new ErrorReport
        {
            Stage = stage,
            ClassName = className,
            Error = error,
            Attempts = attempts,
            Consumed = isSink ? consumed : null,
            Polled = isSink ? null : polled,
            TargetTopic = targetTopic,
            Tag = tag,
        };
        counts.Error(time.GetUtcNow());
        foreach (var reporter in reporters)
        {
            reporter.Report(report);
        }

        if (!handling.TolerateAll)
        {
            throw new StageFailedException(stage, className, header is null ? Place() : $"{Place()}, header '{header}'", error);
        }

        counts.Skip();
    }

    private bool IsCancellation(Exception error) => error is OperationCanceledException && stopping.IsCancellationRequested;

    private string Place() => isSink
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"topic {consumed.TopicPartition.Topic}, partition {consumed.TopicPartition.Partition}, offset {consumed.Offset}")
        : $"record for topic {polled?.Topic}, source partition {Describe(polled?.SourcePartition)}, source offset {Describe(polled?.SourceOffset)}";

    private static string Describe(IReadOnlyDictionary<string, object?>? map) => map is null
        ? "none"
        : "{" + string.Join(", ", map.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key}={e.Value ?? "null"}"))) + "}";
}
