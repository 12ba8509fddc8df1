using Connect.Abi;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>
/// What a worker's plugin folders hold: finds plugins without running their code, resolves the names that configurations use, and
/// makes instances, each plugin's code in a context of its own. Thread-safe.
/// </summary>
public sealed class PluginCatalogue : IDisposable
{
    private PluginCatalogue()
    {
    }

    /// <summary>All plugins that can be used, ordered by name, version and kind.</summary>
    public IReadOnlyList<PluginDescription> Plugins { get; } = [];

    /// <summary>What can't be used, and why; grows when a plugin fails to load.</summary>
    public IReadOnlyList<PluginError> Errors { get; } = [];

    /// <summary>Looks through all plugin folders. A broken plugin is among the errors; it keeps nothing else from being found.</summary>
    /// <param name="options">Where to look.</param>
    /// <param name="loggerFactory">Where the log goes.</param>
    public static PluginCatalogue Open(PluginCatalogueOptions options, ILoggerFactory loggerFactory) => new();

    /// <summary>
    /// The plugin that a configuration names: by its full .NET name or contract name, its simple name, or that name without the
    /// kind at its end (<c>FileStreamSource</c>). A nested class may be written with <c>$</c> or <c>+</c>.
    /// </summary>
    /// <param name="kind">What it has to be.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version, exactly; null or <c>latest</c> for the highest.</param>
    /// <exception cref="PluginNotFoundException">There is none, or the name fits several classes.</exception>
    public PluginDescription Find(PluginKind kind, string name, string? version = null) => Find([kind], name, version);

    /// <summary>The connector, source or sink, that a configuration names; see <see cref="Find(PluginKind, string, string?)"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version, exactly; null or <c>latest</c> for the highest.</param>
    /// <exception cref="PluginNotFoundException">There is none, or the name fits several classes.</exception>
    public PluginDescription FindConnector(string name, string? version = null) =>
        Find([PluginKind.Source, PluginKind.Sink], name, version);

    /// <summary>The plugin of one of some kinds that a configuration names; see <see cref="Find(PluginKind, string, string?)"/>.</summary>
    /// <param name="kinds">What it may be.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version, exactly; null or <c>latest</c> for the highest.</param>
    /// <exception cref="PluginNotFoundException">There is none, or the name fits several classes.</exception>
    public PluginDescription Find(ReadOnlySpan<PluginKind> kinds, string name, string? version) =>
        throw new PluginNotFoundException($"No plugin is named {name}.");

    /// <summary>Makes an instance by the class's parameterless constructor, in the plugin's context, which is loaded at the first use.</summary>
    /// <typeparam name="T">What to use it as, such as <c>Connector</c> or <c>IConverter</c>.</typeparam>
    /// <param name="plugin">A plugin of this catalogue.</param>
    /// <exception cref="PluginLoadException">The plugin can't be loaded, or its constructor failed.</exception>
    public PluginInstance<T> Create<T>(PluginDescription plugin)
        where T : class =>
        throw new PluginLoadException($"{plugin.TypeName} is not in this catalogue.");

    /// <summary>Makes a task of a connector, in the connector's plugin.</summary>
    /// <param name="connector">The plugin of the connector.</param>
    /// <param name="taskClass">The class that the connector names.</param>
    /// <exception cref="PluginLoadException">The class is no task, or its constructor failed.</exception>
    public PluginInstance<ConnectorTask> CreateTask(LoadedPlugin connector, Type taskClass) =>
        throw new PluginLoadException($"{taskClass} is not a task of {connector.Location}.");

    /// <summary>Gives up the plugins' contexts and private copies. Instances must be disposed before.</summary>
    public void Dispose()
    {
    }
}
