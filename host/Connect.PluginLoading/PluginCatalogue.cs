using System.Reflection;
using Connect.Abi;
using Connect.PluginLoading.Catalogue;
using Connect.PluginLoading.Isolation;
using Connect.PluginLoading.Scanning;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>
/// What a worker's plugin folders hold: finds plugins without running their code, resolves the names that configurations use, and
/// makes instances, each plugin's code in a context of its own. Thread-safe.
/// </summary>
public sealed partial class PluginCatalogue : IDisposable
{
    private readonly ILogger _logger;
    private readonly PrivateCopies _copies;
    private readonly Dictionary<string, FoundClass> _found = new(StringComparer.Ordinal);
    private readonly List<PluginSlot> _slots = [];
    private readonly NameIndex _names;
    private readonly Lock _gate = new();
    private IReadOnlyList<PluginError> _errors;

    private PluginCatalogue(PluginCatalogueOptions options, ILogger logger)
    {
        _logger = logger;
        _copies = new PrivateCopies(options.CacheFolder);
        var path = PluginPath.Walk(options.PluginPath, options.HostFolder);
        var scanned = PluginPathScan.Run(path.Locations, options.CacheFolder, logger);
        var errors = new List<PluginError>();
        foreach (var error in path.Errors)
        {
            errors.Add(new PluginError(error.Location, error.Message));
        }

        var plugins = new List<PluginDescription>();
        foreach (var location in scanned)
        {
            foreach (var error in location.Scan.Errors)
            {
                errors.Add(new PluginError(location.Location.Path, error));
            }

            Take(location, plugins);
        }

        plugins.Sort(InOrder);
        Plugins = plugins;
        _errors = errors;
        var names = new List<NamedClass>(plugins.Count);
        foreach (var plugin in plugins)
        {
            names.Add(new NamedClass(
                names.Count, plugin.TypeName, plugin.ContractName, plugin.Version, 1 << (int)plugin.Kind, plugin.Kind.Word()));
        }

        _names = new NameIndex(names);
        Report(path.Jars, scanned);
    }

    /// <summary>All plugins that can be used, ordered by name, version and kind.</summary>
    public IReadOnlyList<PluginDescription> Plugins { get; }

    /// <summary>What can't be used, and why; grows when a plugin fails to load.</summary>
    public IReadOnlyList<PluginError> Errors => Volatile.Read(ref _errors);

    /// <summary>Looks through all plugin folders. A broken plugin is among the errors; it keeps nothing else from being found.</summary>
    /// <param name="options">Where to look.</param>
    /// <param name="loggerFactory">Where the log goes.</param>
    public static PluginCatalogue Open(PluginCatalogueOptions options, ILoggerFactory loggerFactory) =>
        new(options, loggerFactory.CreateLogger<PluginCatalogue>());

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
    public PluginDescription Find(ReadOnlySpan<PluginKind> kinds, string name, string? version)
    {
        var bits = 0;
        foreach (var kind in kinds)
        {
            bits |= 1 << (int)kind;
        }

        var index = _names.Resolve(bits, name, version, out var error);
        if (index >= 0)
        {
            return Plugins[index];
        }

        var errors = Errors;
        throw new PluginNotFoundException(errors.Count == 0
            ? error
            : $"{error} Places that can't be used: {string.Join(", ", errors.Select(static e => e.Location).Distinct(StringComparer.Ordinal))}.");
    }

    /// <summary>Makes an instance by the class's parameterless constructor, in the plugin's context, which is loaded at the first use.</summary>
    /// <typeparam name="T">What to use it as, such as <c>Connector</c> or <c>IConverter</c>.</typeparam>
    /// <param name="plugin">A plugin of this catalogue.</param>
    /// <exception cref="PluginLoadException">The plugin can't be loaded, or its constructor failed.</exception>
    public PluginInstance<T> Create<T>(PluginDescription plugin)
        where T : class
    {
        if (!_found.TryGetValue(Key(plugin.TypeName, plugin.Version), out var found) || found.Slot.Location != plugin.Location)
        {
            throw new PluginLoadException($"{plugin.TypeName} of {plugin.Location} is not in this catalogue.");
        }

        try
        {
            var loaded = found.Slot.Load();
            return Instantiate<T>(loaded, found.Slot.TypeOf(loaded, found.Class));
        }
        catch (Exception e)
        {
            // The edge of plugin code: whatever comes out of loading or constructing it is this plugin's failure.
            throw Failed(plugin.TypeName, plugin.Location, e);
        }
    }

    /// <summary>Makes a task of a connector, in the connector's plugin.</summary>
    /// <param name="connector">The plugin of the connector.</param>
    /// <param name="taskClass">The class that the connector names.</param>
    /// <exception cref="PluginLoadException">The class is no task, or its constructor failed.</exception>
    public PluginInstance<ConnectorTask> CreateTask(LoadedPlugin connector, Type taskClass)
    {
        try
        {
            return Instantiate<ConnectorTask>(connector, taskClass);
        }
        catch (Exception e)
        {
            throw Failed(taskClass.FullName ?? taskClass.Name, connector.Location, e);
        }
    }

    /// <summary>Gives up the plugins' contexts and private copies. Instances must be disposed before.</summary>
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.Unload();
        }

        _copies.Dispose();
    }

    /// <summary>What the plugin's constructor leaves in the flow of execution does not stay there.</summary>
    private static PluginInstance<T> Instantiate<T>(LoadedPlugin plugin, Type type)
        where T : class
    {
        if (!typeof(T).IsAssignableFrom(type))
        {
            throw new InvalidOperationException($"It is no {typeof(T).Name}.");
        }

        var flow = ExecutionContext.Capture();
        try
        {
            using (plugin.Enter())
            {
                return new PluginInstance<T>((T)Activator.CreateInstance(type)!, plugin);
            }
        }
        finally
        {
            if (flow is not null)
            {
                ExecutionContext.Restore(flow);
            }
        }
    }

    private PluginLoadException Failed(string typeName, string location, Exception thrown)
    {
        var cause = thrown;
        while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        var where = cause == thrown ? "can't be loaded" : "failed in its constructor or initializer";
        var message = $"{typeName} of {location} {where}: {cause.GetType().Name}: {cause.Message}";
        if (cause.InnerException is { } refusal)
        {
            message += " " + refusal.Message;
        }
        else if (cause is FileNotFoundException { FileName: { } missing })
        {
            message += $" {missing} is neither in the plugin nor in the shared framework.";
        }

        AddError(new PluginError(location, message));
        return new PluginLoadException(message, cause);
    }

    private void AddError(PluginError error)
    {
        lock (_gate)
        {
            if (_errors.Contains(error))
            {
                return;
            }

            Volatile.Write(ref _errors, [.. _errors, error]);
        }

        Log.Broken(_logger, error.Location, error.Message);
    }

    private static string Key(string typeName, string version) => typeName + "\n" + version;

    private static int InOrder(PluginDescription a, PluginDescription b)
    {
        var order = string.CompareOrdinal(a.ContractName, b.ContractName);
        if (order == 0 && a.Version != b.Version)
        {
            order = new MavenVersion(a.Version).CompareTo(new MavenVersion(b.Version));
        }

        return order != 0 ? order : (int)a.Kind - (int)b.Kind;
    }

    /// <summary>The same class in the same version in two places: the first one counts.</summary>
    private void Take(ScannedLocation location, List<PluginDescription> plugins)
    {
        var slot = new PluginSlot(location, _copies);
        _slots.Add(slot);
        var hidden = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var found in location.Scan.Classes)
        {
            if (!_found.TryAdd(Key(found.TypeName, found.Version), new FoundClass(slot, found)))
            {
                var first = _found[Key(found.TypeName, found.Version)].Slot.Location;
                if (!hidden.TryGetValue(first, out var names))
                {
                    hidden.Add(first, names = []);
                }

                names.Add($"{found.TypeName} {found.Version}");
                continue;
            }

            for (var kind = PluginKind.Source; kind <= PluginKind.ConnectorClientConfigOverridePolicy; kind++)
            {
                if (((int)found.Kinds & (1 << (int)kind)) != 0)
                {
                    plugins.Add(new PluginDescription(
                        kind, found.ContractName ?? found.TypeName, found.TypeName, found.Version, slot.Location, found.AssemblyName));
                }
            }
        }

        foreach (var (where, names) in hidden)
        {
            Log.Hidden(_logger, string.Join(", ", names), where, slot.Location);
        }
    }

    private void Report(IReadOnlyList<string> jars, IReadOnlyList<ScannedLocation> scanned)
    {
        foreach (var error in _errors)
        {
            Log.Broken(_logger, error.Location, error.Message);
        }

        var java = new List<string>(jars);
        foreach (var location in scanned)
        {
            if (location.Scan.HasOnlyJars)
            {
                java.Add(location.Location.Path);
            }

            foreach (var passed in location.Scan.PassedOver)
            {
                if (passed.IsExpected)
                {
                    Log.PassedOver(_logger, passed.TypeName, location.Location.Path, passed.Reason);
                }
                else
                {
                    Log.Unfit(_logger, passed.TypeName, location.Location.Path, passed.Reason);
                }
            }
        }

        if (java.Count > 0)
        {
            Log.Jars(_logger, java.Count, java[0]);
        }

        Log.Found(_logger, Plugins.Count, _slots.Count);
    }

    private sealed record FoundClass(PluginSlot Slot, ScannedClass Class);
}
