using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Lifecycle;

/// <summary>The log scope that names connector and task, so that a plugin's own messages carry them too.</summary>
internal static class TaskScope
{
    public static IDisposable? Begin(ILogger logger, ConnectorTaskId id) => logger.BeginScope(new KeyValuePair<string, object>[]
    {
        new("connector", id.Connector),
        new("task", id.Task),
    });

    public static IDisposable? Begin(ILogger logger, string connector) => logger.BeginScope(new KeyValuePair<string, object>[]
    {
        new("connector", connector),
    });
}
