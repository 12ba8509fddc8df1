using System.Reflection;
using System.Runtime.Loader;
using Connect.Abi;
using Connect.PluginLoading.Catalogue;
using Connect.PluginLoading.Holding;
using Connect.PluginLoading.Isolation;
using Connect.PluginLoading.Scanning;
using Connect.PluginLoading.Unloading;
using Connect.PluginLoading.Watching;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>
/// What a worker's plugin folders hold: finds plugins without running their code, resolves the names that configurations use, and
/// makes instances, each plugin's code in a context of its own. Follows what is dropped in, replaced and taken out. Thread-safe.
/// </summary>
public sealed partial class PluginCatalogue : IDisposable
{
    private readonly PluginCatalogueOptions _options;
    private readonly ILogger _logger;
    private readonly PrivateCopies _copies;
    private readonly PluginUnloader _unloader;
    private readonly Lock _scanning = new();
    private readonly Lock _gate = new();
    private readonly List<PluginSlot> _retired = [];
    private readonly List<PluginError> _failures = [];
    private CatalogueState _state;
    private PluginWatch? _watch;
    private bool _disposed;

    private PluginCatalogue(PluginCatalogueOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _copies = new PrivateCopies(options.CacheFolder);
        _unloader = new PluginUnloader(
            options.Unloading,
            ReleaseSet.Of(options.Unloading.Releases, logger),
            CollectionGate.OfProcess,
            TimeProvider.System,
            unload => _copies.Remove(unload.Copy),
            options.Unloading.Explain ? (number, name, token) => HolderReports.Make(number, name, _copies.Folder, token) : null,
            options.Unloading.InterruptThreads ? (number, token) => ThreadInterruption.Run(number, _copies.Folder, token) : null,
            logger);
        var path = PluginPath.Walk(options.PluginPath, options.HostFolder);
        _state = new CatalogueState(
            [.. PluginPathScan.Run(path.Locations, options.CacheFolder, logger).Select(NewSlot)], ErrorsOf(path), path.Jars);
        Report(_state, _state.Slots);
    }

    /// <summary>Raised after what is offered has changed, on a thread of the catalogue's own; handlers must not block.</summary>
    public event Action? Changed;

    /// <summary>All plugins that can be used now, ordered by name, version and kind.</summary>
    public IReadOnlyList<PluginDescription> Plugins => State.Plugins;

    /// <summary>What can't be used, and why; grows when a plugin fails to load.</summary>
    public IReadOnlyList<PluginError> Errors
    {
        get
        {
            lock (_gate)
            {
                return [.. State.Errors.Union(_failures)];
            }
        }
    }

    /// <summary>The plugins in their places, and those that are gone from theirs but still in use.</summary>
    public IReadOnlyList<InstalledPlugin> Installed
    {
        get
        {
            var state = State;
            PluginSlot[] retired;
            lock (_gate)
            {
                _retired.RemoveAll(static slot => slot.Loaded is null);
                retired = [.. _retired];
            }

            var errors = Errors;
            return [.. state.Slots.Concat(retired).Select(slot => Describe(slot, state, errors))];
        }
    }

    /// <summary>How it stands with the plugins that nobody uses any more.</summary>
    public PluginUnloading Unloading => _unloader.State with { NativeLibraries = _copies.MappedLibraries };

    private CatalogueState State => Volatile.Read(ref _state);

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
    /// <param name="version">A version, exactly, or a range of versions as Maven writes it; null or <c>latest</c> for the highest.</param>
    /// <exception cref="PluginNotFoundException">There is none, or the name fits several classes.</exception>
    public PluginDescription Find(PluginKind kind, string name, string? version = null) => Find([kind], name, version);

    /// <summary>The connector, source or sink, that a configuration names; see <see cref="Find(PluginKind, string, string?)"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">A version, exactly, or a range of versions; null or <c>latest</c> for the highest.</param>
    /// <exception cref="PluginNotFoundException">There is none, or the name fits several classes.</exception>
    public PluginDescription FindConnector(string name, string? version = null) =>
        Find([PluginKind.Source, PluginKind.Sink], name, version);

    /// <summary>The plugin of one of some kinds that a configuration names; see <see cref="Find(PluginKind, string, string?)"/>.</summary>
    /// <param name="kinds">What it may be.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">A version, exactly, or a range of versions; null or <c>latest</c> for the highest.</param>
    /// <exception cref="PluginNotFoundException">There is none, or the name fits several classes.</exception>
    public PluginDescription Find(ReadOnlySpan<PluginKind> kinds, string name, string? version)
    {
        var bits = 0;
        foreach (var kind in kinds)
        {
            bits |= 1 << (int)kind;
        }

        if (State.Resolve(bits, name, version, out var error) is { } found)
        {
            return found;
        }

        var errors = Errors;
        throw new PluginNotFoundException(errors.Count == 0
            ? error
            : $"{error} Places that can't be used: {string.Join(", ", errors.Select(static e => e.Location).Distinct(StringComparer.Ordinal))}.");
    }

    /// <summary>Makes an instance by the class's parameterless constructor, in the plugin's context, which is loaded at the first use.</summary>
    /// <typeparam name="T">What to use it as, such as <c>Connector</c> or <c>IConverter</c>.</typeparam>
    /// <param name="plugin">A plugin of this catalogue. If it was replaced since it was found, what replaced it is used.</param>
    /// <param name="user">For whom; null for the worker itself.</param>
    /// <exception cref="PluginLoadException">The plugin can't be loaded, is not there any more, or its constructor failed.</exception>
    public PluginInstance<T> Create<T>(PluginDescription plugin, PluginUser? user = null)
        where T : class
    {
        var by = new object();
        while (true)
        {
            var state = State;
            if (state.Entry(plugin.TypeName, plugin.Version) is not { } found)
            {
                throw new PluginLoadException($"{plugin.TypeName} {plugin.Version} of {plugin.Location} is not there any more.");
            }

            try
            {
                if (found.Slot.Acquire(by, new PluginUse(plugin.TypeName, user)) is { } loaded)
                {
                    return Instantiate<T>(loaded, () => found.Slot.TypeOf(loaded, found.Class), by);
                }
            }
            catch (Exception e)
            {
                // The edge of plugin code: whatever comes out of loading or constructing it is this plugin's failure.
                throw Failed(plugin.TypeName, found.Slot, e);
            }

            // Retired between the look and the use: what is there now is in the next state.
        }
    }

    /// <summary>Makes a task of a connector, in the connector's plugin.</summary>
    /// <param name="connector">The connector's plugin, of which an instance is in use.</param>
    /// <param name="taskClass">The class that the connector names.</param>
    /// <param name="user">For whom; null for the worker itself.</param>
    /// <exception cref="PluginLoadException">The class is no task, or its constructor failed.</exception>
    public PluginInstance<ConnectorTask> CreateTask(LoadedPlugin connector, Type taskClass, PluginUser? user = null)
    {
        var by = new object();
        try
        {
            connector.Taken(by, new PluginUse(taskClass.FullName ?? taskClass.Name, user));
            return Instantiate<ConnectorTask>(connector, () => taskClass, by);
        }
        catch (Exception e)
        {
            throw Failed(taskClass.FullName ?? taskClass.Name, connector.Location, e);
        }
    }

    /// <summary>The connectors that use a plugin which has been replaced by another that offers the same class.</summary>
    public IReadOnlyCollection<string> ConnectorsOfReplaced()
    {
        var state = State;
        lock (_gate)
        {
            return
            [
                .. _retired.SelectMany(static slot => slot.Loaded?.Uses ?? [])
                    .Where(use => use.User is not null && state.Plugins.Any(p => p.TypeName == use.TypeName))
                    .Select(static use => use.User!.Connector)
                    .Distinct(StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Follows the plugin folders from now on.</summary>
    /// <param name="time">The clock.</param>
    public void Watch(TimeProvider time) => _watch ??= new PluginWatch(_options, () => State, Rescan, _logger, time);

    /// <summary>Looks through the plugin folders now, and waits for what is being copied into them.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">The folders are not followed: <see cref="Watch"/> was not called.</exception>
    public Task RescanAsync(CancellationToken cancellationToken) =>
        (_watch ?? throw new InvalidOperationException("The plugin folders are not followed.")).LookAsync(cancellationToken);

    /// <summary>
    /// Finds out why a plugin is in memory: who uses it, and, of what nobody uses any more, what holds it. For the latter the process writes
    /// a dump of itself; see <see cref="PluginUnloadOptions.Explain"/>.
    /// </summary>
    /// <param name="name">The name of its folder, zip or assembly, or its full path.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PluginNotFoundException">There is no such plugin, in its place or in memory.</exception>
    /// <exception cref="InvalidOperationException">Something holds it, and looking is not allowed.</exception>
    public Task<PluginExplanation> ExplainAsync(string name, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            InstalledPlugin[] places = [.. Installed.Where(plugin => plugin.Name == name || plugin.Location == name)];
            PluginUnload[] unloads = [.. Unloading.Unloads.Where(unload => unload.Name == name || unload.Location == name)];
            if (places.Length + unloads.Length == 0)
            {
                throw new PluginNotFoundException($"Plugin {name} not found, neither in its place nor in memory.");
            }

            var reports = unloads.Length == 0 ? [] : _unloader.Reports(name, cancellationToken)
                ?? throw new InvalidOperationException(
                    $"What holds {name} is not looked for: set plugin.unload.explain=true in the worker's settings to allow it. "
                    + "The worker then writes a dump of itself, which holds all secrets that it knows, to a private file that it deletes at once.");
            return new PluginExplanation(name, places, reports);
        },
        cancellationToken);

    /// <summary>Gives up the plugins' contexts and private copies. Instances must be disposed before.</summary>
    public void Dispose()
    {
        _watch?.Dispose();
        lock (_scanning)
        {
            _disposed = true;
        }

        lock (_gate)
        {
            foreach (var slot in State.Slots.Concat(_retired))
            {
                slot.Unload();
            }

            _retired.Clear();
        }

        _unloader.Dispose();
        _copies.Dispose();
    }

    /// <summary>Takes over what the folders hold now.</summary>
    /// <param name="unsettled">Places that are still being written: they stay as they were.</param>
    private void Rescan(IReadOnlySet<string> unsettled)
    {
        lock (_scanning)
        {
            if (_disposed)
            {
                return;
            }

            var before = State;
            var known = before.Slots.ToDictionary(static slot => slot.Location, StringComparer.Ordinal);
            var path = PluginPath.Walk(_options.PluginPath, _options.HostFolder);
            var settled = path.Locations.Where(location => !unsettled.Contains(location.Path)).ToList();
            var scanned = PluginPathScan.Run(settled, _options.CacheFolder, _logger).ToDictionary(static s => s.Location.Path, StringComparer.Ordinal);
            var slots = new List<PluginSlot>(path.Locations.Count);
            var fresh = new List<PluginSlot>();
            foreach (var location in path.Locations)
            {
                var was = known.GetValueOrDefault(location.Path);
                if (!scanned.TryGetValue(location.Path, out var now))
                {
                    if (was is not null)
                    {
                        slots.Add(was);
                    }
                }
                else if (was is not null && now.HoldsTheSameAs(was.Scanned))
                {
                    was.Seen(now);
                    slots.Add(was);
                }
                else
                {
                    var slot = NewSlot(now);
                    slots.Add(slot);
                    fresh.Add(slot);
                }
            }

            var gone = before.Slots.Except(slots).ToList();
            var next = new CatalogueState(slots, ErrorsOf(path), path.Jars);
            Volatile.Write(ref _state, next);
            if (fresh.Count == 0 && gone.Count == 0)
            {
                return;
            }

            lock (_gate)
            {
                _retired.AddRange(gone);
                _failures.RemoveAll(failure => gone.Exists(slot => slot.Location == failure.Location));
            }

            foreach (var slot in gone)
            {
                slot.Retire();
            }

            ReportChange(next, fresh, gone);
        }

        Changed?.Invoke();
    }

    private PluginSlot NewSlot(ScannedLocation scanned) => new(scanned, _copies, LetGo, _logger);

    private void LetGo(PluginSlot slot, AssemblyLoadContext context, string copy) =>
        _unloader.Take(Path.GetFileName(slot.Location), slot.Location, context, copy);

    /// <summary>What the plugin's constructor leaves in the flow of execution does not stay there.</summary>
    private static PluginInstance<T> Instantiate<T>(LoadedPlugin plugin, Func<Type> typeOf, object by)
        where T : class
    {
        try
        {
            using (plugin.Enter())
            {
                var type = typeOf();
                return typeof(T).IsAssignableFrom(type)
                    ? new PluginInstance<T>((T)Activator.CreateInstance(type)!, plugin, by)
                    : throw new InvalidOperationException($"It is no {typeof(T).Name}.");
            }
        }
        catch
        {
            plugin.Returned(by);
            throw;
        }
    }

    private PluginLoadException Failed(string typeName, PluginSlot slot, Exception thrown) => thrown is PluginLoadException known
        ? known
        : Failed(typeName, slot.Location, thrown);

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

        AddFailure(new PluginError(location, message));
        return new PluginLoadException(message, cause);
    }

    private void AddFailure(PluginError error)
    {
        lock (_gate)
        {
            if (_failures.Contains(error))
            {
                return;
            }

            _failures.Add(error);
        }

        Log.Broken(_logger, error.Location, error.Message);
    }

    private static List<PluginError> ErrorsOf(PluginPath path) => [.. path.Errors.Select(static e => new PluginError(e.Location, e.Message))];

    private static InstalledPlugin Describe(PluginSlot slot, CatalogueState state, IReadOnlyList<PluginError> errors)
    {
        var location = slot.Scanned.Location;
        var scan = slot.Scanned.Scan;
        string[] wrong = slot.IsRetired ? [] : [.. errors.Where(e => e.Location == location.Path).Select(static e => e.Message)];
        var loaded = slot.Loaded;
        return new InstalledPlugin
        {
            Name = Path.GetFileName(location.Path),
            Location = location.Path,
            Form = location.Form switch
            {
                LocationForm.Folder => "folder",
                LocationForm.Zip => "zip",
                _ => "assembly",
            },
            ShipsWithHost = location.ShipsWithHost,
            State = slot.IsRetired ? PluginState.Retired
                : wrong.Length > 0 && scan.Classes.Count == 0 ? PluginState.Broken
                : loaded is null ? PluginState.Available
                : PluginState.Loaded,
            Classes = slot.IsRetired ? [.. scan.Classes.SelectMany(found => CatalogueState.Describe(slot.Location, found))] : state.ClassesOf(slot),
            Manifest = scan.Manifest,
            Dependencies = scan.Needs.Assemblies,
            Uses = [.. loaded?.Uses ?? []],
            Errors = wrong,
        };
    }
}
