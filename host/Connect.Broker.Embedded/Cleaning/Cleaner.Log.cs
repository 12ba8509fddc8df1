using Connect.Abi.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Embedded.Cleaning;

internal sealed partial class Cleaner
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Old records of {Partition} could not be removed; the next round tries again.")]
        public static partial void CleaningFailed(ILogger logger, TopicPartition partition, Exception exception);
    }
}
