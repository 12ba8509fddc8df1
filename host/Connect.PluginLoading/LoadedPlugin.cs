using System.Runtime.Loader;

namespace Connect.PluginLoading;

/// <summary>
/// A plugin that has been loaded: the context that holds its code. Thread-safe.
/// </summary>
public sealed class LoadedPlugin
{
    private readonly AssemblyLoadContext _context;
    private int _instances;

    internal LoadedPlugin(string location, AssemblyLoadContext context)
    {
        Location = location;
        _context = context;
    }

    /// <summary>The folder, zip or assembly that it was found in.</summary>
    public string Location { get; }

    /// <summary>How many instances of its classes are in use.</summary>
    public int Instances => Volatile.Read(ref _instances);

    /// <summary>
    /// Enters the plugin's code: what it looks up by name is found in its own context. Once a batch, around all calls into it.
    /// </summary>
    /// <returns>A scope to be disposed on the same thread or in the same asynchronous flow.</returns>
    public PluginScope Enter() => new(_context);

    internal AssemblyLoadContext Context => _context;

    internal void Taken() => Interlocked.Increment(ref _instances);

    internal void Returned() => Interlocked.Decrement(ref _instances);
}

/// <summary>The scope of calls into a plugin. Only ever disposed once.</summary>
public readonly struct PluginScope : IDisposable
{
    private readonly AssemblyLoadContext.ContextualReflectionScope _scope;
    private readonly bool _entered;

    internal PluginScope(AssemblyLoadContext context)
    {
        if (AssemblyLoadContext.CurrentContextualReflectionContext == context)
        {
            return;
        }

        _scope = context.EnterContextualReflection();
        _entered = true;
    }

    /// <summary>Leaves the plugin's code.</summary>
    public void Dispose()
    {
        if (_entered)
        {
            _scope.Dispose();
        }
    }
}
