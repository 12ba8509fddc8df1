using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Scanning;

internal sealed partial class ScanCache
{
    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Debug, "The remembered scans in {File} can't be read and are made again: {Reason}")]
        public static partial void NotLoaded(ILogger logger, string file, string reason);

        [LoggerMessage(3002, LogLevel.Warning, "Scans can't be remembered in {File}, the next start will be slower: {Reason}")]
        public static partial void NotSaved(ILogger logger, string file, string reason);
    }
}
