using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Unloading;

internal sealed partial class PluginUnloader
{
    private static partial class Log
    {
        [LoggerMessage(3142, LogLevel.Information, "Plugin {Plugin} is out of memory, {After} after its last use ({Rounds} rounds).")]
        public static partial void Gone(ILogger logger, string plugin, TimeSpan after, int rounds);

        [LoggerMessage(3147, LogLevel.Debug, "Freed native memory was given back to the system in {Duration}.")]
        public static partial void GaveBack(ILogger logger, TimeSpan duration);

        [LoggerMessage(3143, LogLevel.Warning,
            "Plugin {Plugin} ({Location}) stays in memory: something still holds it after {Rounds} rounds of releases. The worker goes on. {Reason}")]
        public static partial void Held(ILogger logger, string plugin, string location, int rounds, string reason);

        [LoggerMessage(3146, LogLevel.Warning, "{Count} threads that waited in the code of plugin {Plugin}, which nobody uses any more, were interrupted.")]
        public static partial void Interrupted(ILogger logger, string plugin, int count);

        [LoggerMessage(3144, LogLevel.Warning, "While plugin {Plugin} was unloaded, {What} threw.")]
        public static partial void Threw(ILogger logger, string plugin, string what, Exception thrown);

        [LoggerMessage(3145, LogLevel.Warning, "While plugin {Plugin} was unloaded, {What} did not return within {Timeout}: the unload goes on without it.")]
        public static partial void TooLong(ILogger logger, string plugin, string what, TimeSpan timeout);
    }
}
