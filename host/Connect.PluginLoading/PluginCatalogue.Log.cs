using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

public sealed partial class PluginCatalogue
{
    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "The plugin {Location} can't be used: {Reason}")]
        public static partial void Broken(ILogger logger, string location, string reason);

        [LoggerMessage(3102, LogLevel.Warning, "{Classes} of {Hidden} is passed over: {Location} has the same class and version and comes first")]
        private static partial void HiddenBehind(ILogger logger, string classes, string hidden, string location);

        [LoggerMessage(3103, LogLevel.Warning, "{Class} of {Location} looks like a plugin but {Reason}; it is not listed")]
        public static partial void Unfit(ILogger logger, string @class, string location, string reason);

        [LoggerMessage(3104, LogLevel.Debug, "{Class} of {Location} looks like a plugin but {Reason}; it is not listed")]
        public static partial void PassedOver(ILogger logger, string @class, string location, string reason);

        [LoggerMessage(3105, LogLevel.Information, "{Count} Java plugins in plugin.path are passed over, the first is {First}: this worker runs plugins for .NET")]
        public static partial void Jars(ILogger logger, int count, string first);

        [LoggerMessage(3106, LogLevel.Debug, "Found {Plugins} plugins in {Locations} places")]
        public static partial void Found(ILogger logger, int plugins, int locations);

        public static void Hidden(ILogger logger, string classes, string first, string hidden) =>
            HiddenBehind(logger, classes, hidden, first);
    }
}
