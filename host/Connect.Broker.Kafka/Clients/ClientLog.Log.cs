using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka.Clients;

internal sealed partial class ClientLog
{
    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Warning, "Trouble with the brokers at {Servers}: {Text} ({PassedOver} like it since the last one told)")]
        public static partial void Trouble(ILogger logger, string servers, string text, int passedOver);

        [LoggerMessage(2302, LogLevel.Warning, "{Client} [{Facility}] {Text}")]
        public static partial void Warning(ILogger logger, string client, string facility, string text);

        [LoggerMessage(2303, LogLevel.Debug, "{Client} [{Facility}] {Text}")]
        public static partial void Detail(ILogger logger, string client, string facility, string text);

        [LoggerMessage(2304, LogLevel.Error, "A client of {Servers} can't go on: {Code}: {Text}")]
        public static partial void Fatal(ILogger logger, string servers, ErrorCode code, string text);
    }
}
