using Microsoft.Extensions.Logging;

namespace Connect.Storage;

/// <content>What it logs.</content>
public sealed partial class FileOffsetStore
{
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Offsets are kept in {Path}, which holds {Count} entries")]
        public static partial void Started(ILogger logger, string path, int count);
    }
}
