using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading;

/// <summary>Puts plugins into plugin folders and takes them out. A worker that follows the folders sees it happen.</summary>
public static class PluginInstaller
{
    /// <summary>The longest zip that is taken, in bytes.</summary>
    public const long MaximumZip = 1L << 30;

    /// <summary>Puts a zip into the first entry of a plugin path, in place of one of the same name. It appears there whole or not at all.</summary>
    /// <param name="pluginPath">The entries of <c>plugin.path</c>.</param>
    /// <param name="name">The zip's name, without a folder.</param>
    /// <param name="zip">Its content.</param>
    /// <param name="cancellationToken">Gives up; nothing stays behind.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="PluginInstallException">The name or the content will not do, or there is no folder for it.</exception>
    public static async Task<string> InstallAsync(IReadOnlyList<string> pluginPath, string name, Stream zip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zip);
        CheckName(name);
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            throw new PluginInstallException($"'{name}' is no name for a plugin's zip: it has to end in .zip.");
        }

        var entry = PluginPath.Folders(pluginPath).FirstOrDefault() ?? throw new PluginInstallException(
            "There is no folder to install into: set plugin.path to one.");
        Directory.CreateDirectory(entry);

        // Names that begin with a dot are no plugins.
        var temporary = Path.Combine(entry, $".{Guid.NewGuid():N}.part");
        try
        {
            await WriteAsync(zip, temporary, cancellationToken);
            Check(name, temporary);
            var target = Path.Combine(entry, name);
            File.Move(temporary, target, overwrite: true);
            return target;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Takes a plugin out of the folder that it lies in.</summary>
    /// <param name="pluginPath">The entries of <c>plugin.path</c>; what ships with the host is in none of them.</param>
    /// <param name="name">The name of its folder, zip or assembly.</param>
    /// <exception cref="PluginInstallException">There is none of that name.</exception>
    public static void Remove(IReadOnlyList<string> pluginPath, string name)
    {
        CheckName(name);
        foreach (var entry in PluginPath.Folders(pluginPath))
        {
            var path = Path.Combine(entry, name);
            if (Directory.Exists(path))
            {
                // Moved first, so that it goes whole: nobody meets half of it.
                var going = Path.Combine(entry, $".{Guid.NewGuid():N}.gone");
                Directory.Move(path, going);
                Directory.Delete(going, recursive: true);
                return;
            }

            if (File.Exists(path))
            {
                File.Delete(path);
                return;
            }
        }

        throw new PluginInstallException($"There is no plugin {name} in plugin.path ({string.Join(", ", PluginPath.Folders(pluginPath))}).", isMissing: true);
    }

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.StartsWith('.') || name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
        {
            throw new PluginInstallException($"'{name}' is no name of a plugin: it is the name of a folder, zip or assembly in plugin.path, without its folder.");
        }
    }

    private static async Task WriteAsync(Stream zip, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var buffer = new byte[81920];
        long written = 0;
        for (int read; (read = await zip.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            written += read;
            if (written > MaximumZip)
            {
                throw new PluginInstallException($"The zip is longer than {MaximumZip >> 20} MiB.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>Nothing that could not be used comes into the folder, nor into the place of what can.</summary>
    private static void Check(string name, string path)
    {
        try
        {
            using var files = ZipFiles.OfZip(path);
            var scan = new PluginScanner(new AbiSurface()).Scan(files, Path.GetFileNameWithoutExtension(name));
            if (scan.Classes.Count > 0)
            {
                return;
            }

            throw new PluginInstallException(scan switch
            {
                { HasOnlyJars: true } => $"{name} is not taken: it holds a Java plugin, and this worker runs .NET.",
                { Errors: [_, ..] errors } => $"{name} is not taken: {string.Join(" ", errors)}",
                _ => $"{name} is not taken: it holds no plugin class where a plugin has its assemblies: at its top, in lib/, or below a single "
                    + "top folder and its lib/.",
            });
        }
        catch (Exception e) when (e is InvalidDataException or BadImageFormatException)
        {
            throw new PluginInstallException($"{name} is not taken: {e.Message}", e);
        }
    }
}
