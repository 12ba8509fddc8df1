using Connect.PluginLoading.Isolation;
using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading;

/// <summary>A place where a plugin was found, and its load context once somebody needs it. Thread-safe.</summary>
internal sealed class PluginSlot
{
    private readonly ScannedLocation _scanned;
    private readonly PrivateCopies _copies;
    private readonly Lock _gate = new();
    private LoadedPlugin? _loaded;
    private string _root = string.Empty;

    public PluginSlot(ScannedLocation scanned, PrivateCopies copies)
    {
        _scanned = scanned;
        _copies = copies;
    }

    public string Location => _scanned.Location.Path;

    /// <summary>The loaded plugin; loads it at the first call. A failure is not remembered: the files may be mended.</summary>
    public LoadedPlugin Load()
    {
        lock (_gate)
        {
            if (_loaded is not null)
            {
                return _loaded;
            }

            var location = _scanned.Location;
            var inPlace = location.ShipsWithHost && location.Form != LocationForm.Zip;
            _root = !inPlace ? _copies.Make(location)
                : location.Form == LocationForm.Folder ? location.Path
                : Path.GetDirectoryName(location.Path)!;
            var context = ContextFactory.Create(
                Path.GetFileName(location.Path), _root, _scanned.Scan.Needs, location.ShipsWithHost);
            return _loaded = new LoadedPlugin(location.Path, context);
        }
    }

    /// <summary>The class itself.</summary>
    public Type TypeOf(LoadedPlugin plugin, ScannedClass scanned) =>
        plugin.Context.LoadFromAssemblyPath(Path.Combine(_root, scanned.AssemblyPath)).GetType(scanned.TypeName, throwOnError: true)!;

    /// <summary>Lets the context go; it is gone when nothing uses its code any more.</summary>
    public void Unload()
    {
        lock (_gate)
        {
            if (_loaded is { Context: { IsCollectible: true } context })
            {
                context.Unload();
            }

            _loaded = null;
        }
    }
}
