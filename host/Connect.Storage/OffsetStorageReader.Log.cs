using Microsoft.Extensions.Logging;

namespace Connect.Storage;

/// <content>What it logs.</content>
public sealed partial class OffsetStorageReader
{
    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "A partition that connector {Connector} asked the offset of can't be a key: the connector is told that there is no "
                + "offset, and may read some data again")]
        public static partial void PartitionUnusable(ILogger logger, string connector, Exception error);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "A stored offset of connector {Connector} can't be read: the connector is told that there is none, and may read "
                + "some data again")]
        public static partial void OffsetUnusable(ILogger logger, string connector, Exception error);
    }
}
