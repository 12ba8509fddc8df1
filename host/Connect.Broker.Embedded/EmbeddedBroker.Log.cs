using Microsoft.Extensions.Logging;

namespace Connect.Broker.Embedded;

public sealed partial class EmbeddedBroker
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The embedded log in {Folder} is open with {Topics} topics.")]
        public static partial void Opened(ILogger logger, string folder, int topics);

        [LoggerMessage(2, LogLevel.Information, "The embedded log in {Folder} is closed.")]
        public static partial void Closed(ILogger logger, string folder);
    }
}
