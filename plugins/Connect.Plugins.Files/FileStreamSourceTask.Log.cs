using Microsoft.Extensions.Logging;

namespace Connect.Plugins.Files;

/// <content>What it logs.</content>
public sealed partial class FileStreamSourceTask
{
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Couldn't find file {File}, waiting for it to be created")]
        public static partial void Missing(ILogger logger, string file);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "File {File} has {Length} bytes, fewer than were read ({Position}): it was cut or written anew, and is read from its start")]
        public static partial void Shorter(ILogger logger, string file, long length, long position);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Another file took the name {File}, after {Position} bytes of lines and {Held} bytes of a line without an end: it "
                + "is read from its start")]
        public static partial void Replaced(ILogger logger, string file, long position, int held);
    }
}
