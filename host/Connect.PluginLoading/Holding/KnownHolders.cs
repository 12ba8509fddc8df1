namespace Connect.PluginLoading.Holding;

/// <summary>Holders that are known, in the words of <c>docs/unloading.md</c>, and what an author can do about each.</summary>
internal static class KnownHolders
{
    /// <summary>What is said of a holder that is none of these.</summary>
    public const string Unknown = "something that the worker does not know";

    /// <summary>The way from a key to its value.</summary>
    public const string WeakTable = "System.Runtime.CompilerServices.ConditionalWeakTable";

    private const string ThreadAdvice = "End the thread in Stop: hand the task's token to what it waits for, and wait for its end.";

    private const string Flow = "System.Threading.ExecutionContext";

    private static readonly Known[] All =
    [
        new("System.Threading.TimerQueue", "the timers' queue", "timers",
            "Dispose the timer in Stop, and hand the task's token to delays: a library's timer ends with the client or provider that is disposed."),
        new("System.Net.Sockets.SocketAsyncEngine", "a pending operation on a socket", "pending socket operations", "Close the socket, or the client over it, in Stop."),
        new("System.Threading.RegisteredWaitHandle", "a registered wait", "registered waits", "Unregister the wait in Stop; dispose the process that is watched."),
        new("System.Diagnostics.Metrics.MeterListener", "a listener to measurements", "metric listeners", "Dispose the listener, or the telemetry provider over it, in Stop."),
        new("System.Diagnostics.Metrics.Meter", "a meter", "meters", "Dispose the meter in Stop; for a library's, dispose its data source or provider."),
        new("System.Diagnostics.ActivityListener", "a listener to activities", "activity listeners", "Dispose the listener, or the telemetry provider over it, in Stop."),
        new("System.Diagnostics.Tracing.EventListener", "a listener to event sources", "event listeners", "Dispose the listener in Stop."),
        new("System.Diagnostics.Tracing.EventDispatcher", "a listener to event sources", "event listeners", "Dispose the listener in Stop."),
        new("System.Diagnostics.DiagnosticListener", "a subscription to a diagnostic listener", "diagnostic subscriptions", "Dispose the subscription in Stop."),
        new("System.Diagnostics.TraceInternal", "a listener in Trace.Listeners", "trace listeners", "Remove it from Trace.Listeners in Stop."),
        new("System.ComponentModel.DataAnnotations", "the store of validation attributes", "validation attributes", "Nothing an author can clear."),
        new("System.ComponentModel.", "TypeDescriptor's tables", "type descriptions",
            "Nothing an author can clear: Newtonsoft.Json, Polly's options and type converters fill them. A source-generated serializer does not."),
        new("System.Text.Json", "the caches of System.Text.Json", "JSON caches", "Use a source-generated JsonSerializerContext: it is the plugin's own."),
        new("System.Xml.Serialization", "the tables of XmlSerializer", "XML serializers", "Serialize arrays instead of List<T> of the plugin's types."),
        new("System.Runtime.Serialization", "the caches of the data contract serializers", "data contracts", "Serialize arrays instead of List<T> of the plugin's types."),
        new("System.Reflection.DispatchProxyGenerator", "the generated classes of DispatchProxy", "dispatch proxies", "Nothing an author can clear."),
        new("System.Data.Common.DataStorage", "the types of a DataTable's columns", "data columns", "Use columns of the framework's types."),
        new("System.Data.Common.DbProviderFactories", "DbProviderFactories", "database providers", "Unregister the factory in Stop."),
        new("System.Text.EncodingProvider", "the encoding providers", "encoding providers", "An encoding can't be unregistered by its author; make it without registering."),
        new("System.Net.Http.HttpClient.s_defaultProxy", "the process's default proxy", "default proxy", "Give the proxy to the handler instead of the process."),
        new("System.Net.ServicePointManager", "the process's certificate check", "certificate callback", "Give the check to the handler instead of the process."),
        new("System.Net.WebRequest", "the process's web request prefixes", "web request prefixes", "Use HttpClient with a handler of your own."),
        new("System.Runtime.InteropServices.PosixSignalRegistration", "a registration for a signal", "signal handlers", "Dispose the registration in Stop: signals are the worker's."),
        new("System.Console", "the console", "console streams", "Leave Console's streams and Ctrl+C to the worker: log through ILogger."),
        new("System.Net.NetworkInformation.NetworkChange", "a handler of network changes", "network change handlers", "Take the handler out in Stop."),
        new("System.AppContext.s_dataStore", "the application's data", "application data", "Set it to null in Stop."),
        new("System.AppDomain", "an event of the process", "framework events", "Take the handler out in Stop; for a library's, call its own shutdown."),
        new("System.AppContext", "an event of the process", "framework events", "Take the handler out in Stop; for a library's, call its own shutdown."),
        new("System.Runtime.Loader.AssemblyLoadContext", "an event of loading", "framework events", "Take the handler out in Stop."),
        new("System.Threading.Tasks.TaskScheduler", "an event of the process", "framework events", "Take the handler out in Stop."),
        new("System.Threading.CancellationTokenSource", "a registration at a token of the worker's", "own static fields", "Dispose registrations and linked token sources in Stop."),
        new(Flow, "a flow of execution", null, "Set AsyncLocal values, the current activity and cultures back before a call returns."),
        new(WeakTable, "a weak table", "own static fields", "Clear the table in Stop, or take objects of the plugin's own as keys."),
        new("System.Threading.ThreadLocal", "a value of a thread", "own static fields", "Dispose the ThreadLocal in Stop."),
        new("System.Threading.Thread", "a thread that the plugin began", null, ThreadAdvice, IsWhole: true),
        new("a variable of ", "a thread's stack", null, ThreadAdvice),
        new("the queue of finalizers", "a finalizer that has not run", null, "Let finalizers return at once; a slow one holds up those of the whole process."),
        new("a handle (", "a GC handle", "own static fields", "Free the handle in Stop."),
    ];

    /// <summary>Describes a way from a root.</summary>
    /// <param name="chain">The root, then the types on the way to the first of the plugin's.</param>
    public static PluginHolder Describe(IReadOnlyList<string> chain)
    {
        // The nearest to the plugin that is known says most; the last is the plugin's own. A flow of execution goes with what captured it.
        Known? nearest = null;
        foreach (var step in chain.SkipLast(1))
        {
            var plain = step.StartsWith("static ", StringComparison.Ordinal) ? step["static ".Length..] : step;
            var found = Array.Find(All, known => known.IsWhole ? plain == known.Start : plain.StartsWith(known.Start, StringComparison.Ordinal));
            nearest = found is null || (found.Start == Flow && nearest is not null) ? nearest : found;
        }

        if (nearest is not null)
        {
            return new PluginHolder(nearest.What, nearest.Release, chain, nearest.Advice);
        }

        return new PluginHolder(
            Unknown, null, chain, "Take the plugin's object out of there in Stop, or dispose what put it there.");
    }

    /// <summary>One of them.</summary>
    /// <param name="Start">How the name of its static field, type or root begins.</param>
    /// <param name="What">What it is.</param>
    /// <param name="Release">What lets go of it; null for nothing.</param>
    /// <param name="Advice">What an author can do.</param>
    /// <param name="IsWhole">Whether that is the whole name.</param>
    private sealed record Known(string Start, string What, string? Release, string Advice, bool IsWhole = false);
}
