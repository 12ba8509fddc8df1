using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading.Isolation;

/// <summary>
/// The files that loaded plugins run from: copies that nobody else touches, so that the plugin's own can be replaced while they
/// are in use. Each catalogue has a folder of its own, held by a lock; folders whose owner is gone are cleared away. Thread-safe.
/// </summary>
internal sealed class PrivateCopies : IDisposable
{
    private readonly string _all;
    private readonly Lock _gate = new();
    private FileStream? _lock;
    private NativeLibraries? _libraries;
    private string? _mine;
    private int _next;

    public PrivateCopies(string cacheFolder) => _all = Path.Combine(cacheFolder, "copies");

    /// <summary>Copies or unpacks a plugin.</summary>
    /// <param name="location">The plugin.</param>
    /// <returns>The folder with its files.</returns>
    public string Make(PluginLocation location)
    {
        string target;
        NativeLibraries libraries;
        lock (_gate)
        {
            _mine ??= Claim();
            libraries = _libraries ??= new NativeLibraries(NativeFolder(_mine));
            target = Path.Combine(_mine, (_next++).ToString("D4", System.Globalization.CultureInfo.InvariantCulture));
        }

        Directory.CreateDirectory(target);
        using var files = PluginPathScan.Open(location);
        if (files is ZipFiles zip)
        {
            zip.Unpack(target);
        }
        else
        {
            foreach (var path in files.Paths)
            {
                var file = Path.Combine(target, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.Copy(((LooseFiles)files).FullPath(path), file);
            }
        }

        libraries.Take(target);
        return target;
    }

    /// <summary>A folder for what must not outlive its owner: it is cleared away at a later start if the owner is killed.</summary>
    public string Folder
    {
        get
        {
            lock (_gate)
            {
                return _mine ??= Claim();
            }
        }
    }

    /// <summary>The native libraries of plugins that the process has mapped, whether or not their plugins are still loaded.</summary>
    public IReadOnlyList<string> MappedLibraries
    {
        get
        {
            lock (_gate)
            {
                return _mine is null ? [] : NativeLibraries.Mapped(NativeFolder(_mine));
            }
        }
    }

    /// <summary>Removes a copy that nothing runs from any more; what can't be deleted now goes at a later start.</summary>
    public void Remove(string copy)
    {
        if (copy.StartsWith(_all, StringComparison.Ordinal))
        {
            TryDelete(copy);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_mine is not null)
            {
                _lock?.Dispose();
                TryDelete(_mine);
            }

            _mine = null;
        }
    }

    private static string NativeFolder(string mine) => Path.Combine(mine, "native");

    private string Claim()
    {
        Directory.CreateDirectory(_all);
        ClearAbandoned();
        var mine = Path.Combine(_all, Guid.NewGuid().ToString("N"));
        _lock = new FileStream(mine + ".lock", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        Directory.CreateDirectory(mine);
        return mine;
    }

    private void ClearAbandoned()
    {
        foreach (var folder in Directory.GetDirectories(_all))
        {
            if (!File.Exists(folder + ".lock"))
            {
                TryDelete(folder);
                continue;
            }

            try
            {
                // Taken, so nobody holds it: its owner was killed. The file goes with the handle.
                using var abandoned = new FileStream(
                    folder + ".lock", FileMode.Open, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
                TryDelete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another worker's, in use.
                continue;
            }
        }
    }

    /// <summary>What can't be deleted now (files of a context that is still loaded, on some systems) goes at a later start.</summary>
    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
