using Microsoft.Extensions.Logging;

namespace Connect.Plugins.Files;

/// <content>What it logs.</content>
public sealed partial class FileStreamSinkTask
{
    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The last line of {File} has no end, as a crash leaves it: it is ended, and records go to new lines")]
        public static partial void Torn(ILogger logger, string file);
    }
}
