using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka.Reading;

internal sealed partial class TopicSelection
{
    private static partial class Log
    {
        [LoggerMessage(2321, LogLevel.Warning, "Topic '{Topic}' does not exist at {Servers}; it is read as soon as it does")]
        public static partial void Missing(ILogger logger, string topic, string servers);

        [LoggerMessage(2322, LogLevel.Warning, "Topics at {Servers} can't be listed, which is tried again: {Reason}")]
        public static partial void LookUpFailed(ILogger logger, string servers, string reason);

        [LoggerMessage(2323, LogLevel.Information, "'{Expression}' matches {Count} topics: {Topics}")]
        public static partial void Matched(ILogger logger, string expression, int count, string topics);
    }
}
