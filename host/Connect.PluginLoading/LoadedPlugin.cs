using System.Collections.Concurrent;
using System.Runtime.Loader;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>
/// A plugin that has been loaded: the context that holds its code. Thread-safe.
/// </summary>
public sealed class LoadedPlugin
{
    private readonly ConcurrentDictionary<object, PluginUse> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Action<LoadedPlugin> _idle;
    private readonly ILogger _logger;
    private readonly KeyValuePair<string, object>[] _logScope;
    private AssemblyLoadContext? _context;

    internal LoadedPlugin(string location, AssemblyLoadContext context, Action<LoadedPlugin> idle, ILogger logger)
    {
        Location = location;
        _context = context;
        _idle = idle;
        _logger = logger;
        _logScope = [new("plugin", Path.GetFileName(location))];
    }

    /// <summary>The folder, zip or assembly that it was found in.</summary>
    public string Location { get; }

    /// <summary>How many instances of its classes are in use.</summary>
    public int Instances => _uses.Count;

    /// <summary>Its classes that are in use, and by whom.</summary>
    public IReadOnlyCollection<PluginUse> Uses => [.. _uses.Values];

    /// <summary>
    /// Enters the plugin's code, the one way in: what it looks up by name is found in its own context, its messages carry its name,
    /// and what it leaves in the flow of execution goes with the scope. Once a batch, around all calls into it.
    /// </summary>
    /// <returns>A scope to be disposed on the same thread or in the same asynchronous flow.</returns>
    public PluginScope Enter() => new(Context, _logger, _logScope);

    internal AssemblyLoadContext Context => _context ?? throw new PluginLoadException($"The plugin {Location} has been unloaded.");

    internal void Taken(object by, PluginUse use) => _uses.TryAdd(by, use);

    internal void Returned(object by)
    {
        if (_uses.TryRemove(by, out _) && _uses.IsEmpty)
        {
            _idle(this);
        }
    }

    /// <summary>Takes the context out, so that nobody who still knows this object holds it.</summary>
    internal AssemblyLoadContext? TakeContext() => Interlocked.Exchange(ref _context, null);
}
