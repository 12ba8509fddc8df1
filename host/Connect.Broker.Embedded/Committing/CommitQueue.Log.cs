using Microsoft.Extensions.Logging;

namespace Connect.Broker.Embedded.Committing;

internal sealed partial class CommitQueue
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The embedded log could not be written; what shared this commit fails, and the next is tried.")]
        public static partial void CommitFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The embedded log could not be rolled back after a failed commit.")]
        public static partial void RollbackFailed(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Error, "A listener of the embedded log threw; its error is passed over.")]
        public static partial void ListenerFailed(ILogger logger, Exception exception);
    }
}
