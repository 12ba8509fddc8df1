using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Connect.PluginLoading.Isolation;
using Connect.PluginLoading.Scanning;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>
/// Keeps the process up when a plugin throws on a thread, timer or pool callback of its own, which would end it, and says whose it was.
/// The host's own exceptions still end the process, and so do those that .NET lets nobody handle: a stack overflow, a failure in native
/// code, memory that is used up.
/// </summary>
public static partial class PluginThreads
{
    private const string HostAssemblies = "Connect.";
    private static readonly Lock Gate = new();
    private static ILogger? logger;

    /// <summary>Begins to keep the process up; from the second call on, only the logger changes.</summary>
    /// <param name="loggerFactory">Where it is said whose exception it was.</param>
    public static void Guard(ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        var created = loggerFactory.CreateLogger("Connect.PluginLoading.PluginThreads");
        lock (Gate)
        {
            if (logger is null)
            {
                // The runtime takes one handler for the life of the process.
                ExceptionHandling.SetUnhandledExceptionHandler(IsAPlugins);
            }

            logger = created;
        }
    }

    /// <summary>Whose exception one is that nobody caught.</summary>
    /// <returns>The place of the plugin; null where the host's own code is under way, or no plugin's.</returns>
    internal static string? OwnerOf(Exception exception)
    {
        string? owner = null;
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod()?.Module.Assembly is not { } assembly)
            {
                continue;
            }

            owner ??= PluginContexts.LocationOf(assembly);
            var name = assembly.GetName().Name;
            if (AssemblyLoadContext.GetLoadContext(assembly) == AssemblyLoadContext.Default
                && name is not null && name.StartsWith(HostAssemblies, StringComparison.Ordinal) && !SharedAssemblies.Contains(name))
            {
                return null;
            }
        }

        return owner;
    }

    private static bool IsAPlugins(Exception exception)
    {
        if (OwnerOf(exception) is not { } owner)
        {
            return false;
        }

        Log.Thrown(logger!, Path.GetFileName(owner), owner, Thread.CurrentThread.Name ?? "without a name", exception);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(3130, LogLevel.Error,
            "Plugin {Plugin} ({Location}) threw on a thread, timer or callback of its own (on thread {Thread}), where nobody catches it. The worker goes on. "
            + "Its author: catch what is thrown on threads, timers and callbacks, and let the task fail with it.")]
        public static partial void Thrown(ILogger logger, string plugin, string location, string thread, Exception exception);
    }
}
