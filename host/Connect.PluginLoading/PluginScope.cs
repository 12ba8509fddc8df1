using System.Runtime.Loader;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>The scope of calls into a plugin. Only ever disposed once.</summary>
public readonly struct PluginScope : IDisposable
{
    private readonly ExecutionContext? _flow;
    private readonly IDisposable? _logScope;
    private readonly bool _entered;

    internal PluginScope(AssemblyLoadContext context, ILogger logger, KeyValuePair<string, object>[] logScope)
    {
        if (AssemblyLoadContext.CurrentContextualReflectionContext == context)
        {
            return;
        }

        _flow = ExecutionContext.Capture();
        _logScope = logger.BeginScope(logScope);
        context.EnterContextualReflection();
        _entered = true;
    }

    /// <summary>Leaves the plugin's code; the flow of execution is again what it was before.</summary>
    public void Dispose()
    {
        if (!_entered)
        {
            return;
        }

        _logScope?.Dispose();
        if (_flow is not null)
        {
            ExecutionContext.Restore(_flow);
        }
        else
        {
            // The flow is suppressed on this thread: only what was entered here is left.
            AssemblyLoadContext.EnterContextualReflection(null);
        }
    }
}
