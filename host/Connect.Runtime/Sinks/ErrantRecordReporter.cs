using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Pipeline;

namespace Connect.Runtime.Sinks;

/// <summary>
/// Takes records that a sink task can't write: reported as the pipeline's own failures are. The report is handed over in the call, and
/// the task's next commit waits for it, awaited here or not.
/// </summary>
internal sealed class ErrantRecordReporter(ErrantRecords errants, DeadLetterQueue? letters, TimeSpan timeout) : IErrantRecordReporter
{
    public ValueTask ReportAsync(SinkRecord record, Exception error, CancellationToken cancellationToken)
    {
        errants.Report(record, error);
        return letters?.FlushAsync(timeout, cancellationToken) ?? ValueTask.CompletedTask;
    }
}
