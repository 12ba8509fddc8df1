using System.Runtime.Loader;
using Connect.PluginLoading.Isolation;
using Connect.PluginLoading.Scanning;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>
/// What was found at a place at some time, and its load context once somebody needs it. When the place holds something else, or
/// nothing, the slot is retired: what uses it goes on, and with the last user its context is let go. Thread-safe.
/// </summary>
internal sealed class PluginSlot
{
    private readonly PrivateCopies _copies;
    private readonly Action<PluginSlot, AssemblyLoadContext, string> _letGo;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private LoadedPlugin? _loaded;
    private string _root = string.Empty;
    private bool _retired;

    /// <param name="scanned">What was found.</param>
    /// <param name="copies">Where its files are copied to before it is loaded.</param>
    /// <param name="letGo">Takes the context that nobody uses any more, and the folder that it was loaded from.</param>
    /// <param name="logger">Where the log goes.</param>
    public PluginSlot(
        ScannedLocation scanned, PrivateCopies copies, Action<PluginSlot, AssemblyLoadContext, string> letGo, ILogger logger)
    {
        Scanned = scanned;
        _copies = copies;
        _letGo = letGo;
        _logger = logger;
    }

    public ScannedLocation Scanned { get; private set; }

    public string Location => Scanned.Location.Path;

    /// <summary>Whether its place holds something else now, or nothing.</summary>
    public bool IsRetired => Volatile.Read(ref _retired);

    /// <summary>The plugin, if it is loaded.</summary>
    public LoadedPlugin? Loaded => Volatile.Read(ref _loaded);

    /// <summary>The files were touched, but hold what they held.</summary>
    public void Seen(ScannedLocation again) => Scanned = again;

    /// <summary>
    /// Counts a use and gives the loaded plugin; loads it at the first call. A failure is not remembered: the files may be mended.
    /// </summary>
    /// <param name="by">Who is counted, until <see cref="LoadedPlugin.Returned"/> with the same object.</param>
    /// <param name="use">What for.</param>
    /// <returns>Null when it is retired and was let go.</returns>
    public LoadedPlugin? Acquire(object by, PluginUse use)
    {
        lock (_gate)
        {
            if (_loaded is null)
            {
                if (_retired)
                {
                    return null;
                }

                _loaded = Load();
            }

            _loaded.Taken(by, use);
            return _loaded;
        }
    }

    /// <summary>The class itself.</summary>
    public Type TypeOf(LoadedPlugin plugin, ScannedClass scanned) =>
        plugin.Context.LoadFromAssemblyPath(Path.Combine(_root, scanned.AssemblyPath)).GetType(scanned.TypeName, throwOnError: true)!;

    /// <summary>Ends its time: nobody new gets it, and its context goes with the last user.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            _retired = true;
        }

        LetGoWhenIdle();
    }

    /// <summary>Lets the context go whoever uses it; at the worker's end.</summary>
    public void Unload()
    {
        lock (_gate)
        {
            _retired = true;
            if (_loaded?.TakeContext() is { IsCollectible: true } context)
            {
                context.Unload();
            }

            _loaded = null;
        }
    }

    private LoadedPlugin Load()
    {
        var location = Scanned.Location;
        var inPlace = location.ShipsWithHost && location.Form != LocationForm.Zip;
        if (inPlace)
        {
            _root = location.Form == LocationForm.Folder ? location.Path : Path.GetDirectoryName(location.Path)!;
        }
        else
        {
            _root = _copies.Make(location);
            ThrowIfChangedMeanwhile(location);
        }

        var context = ContextFactory.Create(Path.GetFileName(location.Path), _root, Scanned.Scan.Needs, location.ShipsWithHost);
        PluginContexts.Add(context, location.Path);
        return new LoadedPlugin(location.Path, context, _ => LetGoWhenIdle(), _logger);
    }

    /// <summary>What is being replaced while it is copied is never loaded half.</summary>
    private void ThrowIfChangedMeanwhile(PluginLocation location)
    {
        var now = PluginPathScan.Stamps(location, out var error);
        if (error is null && FileStamp.Same(now, Scanned.Stamps))
        {
            return;
        }

        _copies.Remove(_root);
        throw new PluginLoadException(
            $"The files of {location.Path} are being replaced{(error is null ? "" : $" ({error})")}: the new ones are listed as soon as they are whole. Try again then.");
    }

    private void LetGoWhenIdle()
    {
        AssemblyLoadContext? context;
        lock (_gate)
        {
            if (!_retired || _loaded is null || _loaded.Instances > 0)
            {
                return;
            }

            context = _loaded.TakeContext();
            _loaded = null;
        }

        if (context is { IsCollectible: true })
        {
            _letGo(this, context, _root);
        }
    }
}
