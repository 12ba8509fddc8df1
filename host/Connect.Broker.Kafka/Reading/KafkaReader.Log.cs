using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka.Reading;

internal sealed partial class KafkaReader
{
    private static partial class Log
    {
        [LoggerMessage(2331, LogLevel.Warning, "Leaving group '{Group}' at {Servers} takes longer than {Timeout}; it goes on in the background")]
        public static partial void CloseTakesLong(ILogger logger, string group, string servers, TimeSpan timeout);

        [LoggerMessage(2332, LogLevel.Warning, "Leaving group '{Group}' at {Servers} failed; the group notices by its session time-out")]
        public static partial void CloseFailed(ILogger logger, Exception error, string group, string servers);
    }
}
