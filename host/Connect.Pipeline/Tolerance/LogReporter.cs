using System.Globalization;
using System.Text;
using Connect.Broker;
using Microsoft.Extensions.Logging;

namespace Connect.Pipeline.Tolerance;

/// <summary>Writes each error to the log (<c>errors.log.enable</c>), with the record's place where that is allowed.</summary>
internal sealed partial class LogReporter(ILogger logger, string taskId, bool includeMessages, ErrorCounts counts) : IErrorReporter
{
    /// <inheritdoc/>
    public void Report(in ErrorReport report)
    {
        var text = new StringBuilder();
        text.Append("Executing stage '").Append(report.Stage.ContractName()).Append("' with class '").Append(report.ClassName).Append('\'');
        if (includeMessages && report.Consumed is { } consumed)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $", where consumed record is {{topic='{consumed.TopicPartition.Topic}', partition={consumed.TopicPartition.Partition}, offset={consumed.Offset}");
            if (consumed.TimestampType != LogTimestampType.NoTimestamp)
            {
                text.Append(CultureInfo.InvariantCulture, $", timestamp={consumed.Timestamp}, timestampType={consumed.TimestampType}");
            }

            text.Append('}');
        }
        else if (includeMessages && report.Polled is { } polled)
        {
            text.Append(", where source record is ").Append(polled);
        }

        text.Append('.');
        counts.Log();
        Log.ErrorEncountered(logger, taskId, text.ToString(), report.Error);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 300, Level = LogLevel.Error, Message = "Error encountered in task {TaskId}. {Details}")]
        public static partial void ErrorEncountered(ILogger logger, string taskId, string details, Exception error);
    }
}
