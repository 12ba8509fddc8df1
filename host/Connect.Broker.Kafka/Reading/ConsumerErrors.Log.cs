using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka.Reading;

internal sealed unsafe partial class ConsumerErrors
{
    private static partial class Log
    {
        [LoggerMessage(2341, LogLevel.Warning, "Group '{Group}' at {Servers}: {Text} ({Code}); reading goes on")]
        public static partial void Overcome(ILogger logger, string group, string servers, string text, ErrorCode code);
    }
}
